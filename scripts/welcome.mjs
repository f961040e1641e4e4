/** What `npm start` prints when the product is up. */

/**
 * @param {object} facts
 * @param {string} facts.productUrl
 * @param {string} facts.cloudUrl
 * @param {readonly { name: string, upn: string, story: string }[]} facts.users
 * @param {string} facts.password
 * @returns {string}
 */
export function welcome({ productUrl, cloudUrl, users, password }) {
  const width = Math.max(...users.map((user) => user.upn.length));
  const people = users.map((user) => `    ${user.upn.padEnd(width)}  ${user.name}: ${user.story}`);
  return [
    '',
    `  Torii is up: open ${productUrl}`,
    '',
    `  Sign in as one of these (password "${password}"):`,
    ...people,
    '',
    `  MCP endpoint  ${productUrl}/mcp`,
    `  REST and docs ${productUrl}/api/docs`,
    `  Local cloud   ${cloudUrl} (stands in for Microsoft's services; nothing leaves this machine)`,
    '',
    '  Stop with Ctrl-C. To use your own tenant, copy .env.example to .env and see docs/entra-setup.md.',
    '',
  ].join('\n');
}

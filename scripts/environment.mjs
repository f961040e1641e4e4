/** The environment a server is started with: shell, `.env`, and without a tenant the local cloud's settings. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from './paths.mjs';

/**
 * Settings that say who the authority is. Without a tenant they all come from the local cloud, whatever the shell of
 * this machine happens to carry: half a real identity would be neither.
 */
const IDENTITY = [
  /^(TENANT_ID|API_APP_ID|API_APP_ID_URI|SPA_CLIENT_ID|REQUIRED_SCOPE|BEARER_STRATEGY|PUBLIC_URL)$/,
  /^(ENTRA_|ALLOWED_|OAUTH_PROXY_CLIENT_ID|AZURE_TENANT_ID|AZURE_CLIENT_|AZURE_FEDERATED_|AZURE_AUTHORITY_|UMI_CLIENT_ID|OBO_|USE_OBO_|IDENTITY_|MSI_)/,
  /^(GRAPH_ENDPOINT|AZURE_SEARCH_|TARGET_AUDIENCES)/,
];

/**
 * The shell's variables over those of `.env`.
 * @param {NodeJS.ProcessEnv} [shell]
 * @param {string} [file] absolute path of the `.env` file
 * @returns {NodeJS.ProcessEnv}
 */
export function givenEnvironment(shell = process.env, file = join(root, '.env')) {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...fromFile, ...shell };
}

/**
 * The environment of a server whose cloud is the local one: identity from the local cloud, everything else as given.
 * A model endpoint of your own replaces the local model as a whole. NODE_ENV is left out: the local cloud, which signs
 * anybody in, refuses production.
 * @param {NodeJS.ProcessEnv} given
 * @param {Readonly<Record<string, string>>} local settings of the local cloud
 * @returns {NodeJS.ProcessEnv}
 */
export function localEnvironment(given, local) {
  const ownModel = Boolean(given.AZURE_OPENAI_ENDPOINT);
  const isModel = (/** @type {string} */ name) =>
    name.startsWith('AZURE_OPENAI_') && name !== 'AZURE_OPENAI_API';
  const isIdentity = (/** @type {string} */ name) => IDENTITY.some((pattern) => pattern.test(name));
  const fromLocal = Object.entries(local).filter(([name]) => !(ownModel && isModel(name)));
  const kept = Object.entries(given).filter(
    ([name, value]) =>
      !isIdentity(name) &&
      (ownModel || !isModel(name)) &&
      !(value === '' && name in local) &&
      name !== 'NODE_ENV',
  );
  return Object.fromEntries([...fromLocal, ...kept]);
}

/** `npm run build`: the production build of server, libraries and client. `npm start` calls it for what is stale. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './children.mjs';
import { compressBelow } from './compress.mjs';
import { hashInputs, isFresh } from './inputs.mjs';
import { packageFile, root } from './paths.mjs';

const shared = ['package-lock.json', 'tsconfig.json', 'libs/contract/src'];

/**
 * What can be built, from what, into what, by which tool, what is copied beside it and what is done afterwards.
 * @type {Record<string, { inputs: string[], output: string, tool: string[], copies?: [string, string][], after?: () => Promise<void> }>}
 */
const targets = {
  server: {
    inputs: [
      ...shared,
      'nest-cli.json',
      'server/tsconfig.json',
      'server/src',
      'libs/entra-auth',
      'libs/obo',
      'libs/mcp',
      'libs/oauth-proxy',
    ],
    output: 'dist/node/server/src/main.js',
    tool: ['@nestjs/cli/bin/nest.js', 'build', 'server'],
  },
  client: {
    inputs: [
      ...shared,
      'angular.json',
      'client/tsconfig.json',
      'client/tsconfig.app.json',
      'client/src',
      'client/public',
    ],
    output: 'dist/client/index.html',
    tool: ['@angular/cli/bin/ng.js', 'build', '--configuration', 'production', '--progress=false'],
    after: () => compressBelow(join(root, 'dist/client')),
  },
  'local-cloud': {
    inputs: [...shared, 'local-cloud/tsconfig.json', 'local-cloud/src', 'local-cloud/content'],
    output: 'dist/local-cloud/src/cli.js',
    tool: ['typescript/bin/tsc', '-p', 'local-cloud/tsconfig.json'],
    copies: [['local-cloud/content', 'dist/local-cloud/content']],
  },
};

/** Everything the production image needs; the local cloud is not in it. */
export const PRODUCT = ['server', 'client'];
/** What a machine without a tenant needs. */
export const PRODUCT_AND_LOCAL_CLOUD = [...PRODUCT, 'local-cloud'];

/**
 * Builds the named targets whose inputs changed since their last build, two at a time.
 * @param {readonly string[]} names
 * @param {{ force?: boolean }} [options] `force` builds fresh targets too
 */
export async function build(names, { force = false } = {}) {
  const stale = names.filter(
    (name) => force || !isFresh(stampFile(name), hashOf(name), join(root, targets[name].output)),
  );
  if (stale.length === 0) return;
  const started = Date.now();
  console.log(`Building ${stale.join(', ')} ...`);
  const lanes = [stale.filter((name) => name === 'client'), stale.filter((name) => name !== 'client')];
  await Promise.all(lanes.map(buildInTurn));
  console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** `npm run build` */
export async function run() {
  await build(PRODUCT, { force: true });
  return 0;
}

async function buildInTurn(names) {
  for (const name of names) await buildOne(name);
}

async function buildOne(name) {
  const hash = hashOf(name);
  rmSync(stampFile(name), { force: true });
  const [script, ...args] = targets[name].tool;
  const env = { ...process.env, NG_CLI_ANALYTICS: 'false' };
  const { code, output } = await runQuietly([packageFile(script), ...args], { env });
  if (code !== 0)
    throw new Error(`${output.trim()}\n\nBuilding ${name} failed; the compiler's message is above.`);
  for (const [from, to] of targets[name].copies ?? []) {
    rmSync(join(root, to), { recursive: true, force: true });
    cpSync(join(root, from), join(root, to), { recursive: true });
  }
  await targets[name].after?.();
  mkdirSync(join(root, 'dist/.build'), { recursive: true });
  writeFileSync(stampFile(name), hash);
}

const stampFile = (name) => join(root, 'dist/.build', name);

const hashOf = (name) => hashInputs(targets[name].inputs.map((path) => join(root, path)));

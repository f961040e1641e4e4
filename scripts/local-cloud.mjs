/** `npm run local-cloud`, and the local cloud as a service of `npm start` and of the browser tests. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { spawnService } from './children.mjs';
import { root } from './paths.mjs';
import { runServices, untilAnswered } from './services.mjs';

const directory = join(root, 'dist/local-cloud/src');
const cli = join(directory, 'cli.js');

/** The built library; needs a build first. */
export const loadLocalCloud = () => import(pathToFileURL(join(directory, 'index.js')).href);

/**
 * The local cloud's own command as a quiet service: what it would print, `npm start` prints.
 * @param {number} port
 * @param {string} productUrl origin of the server, for redirect URIs
 * @param {boolean} instant whether its model answers at once instead of typing like a person
 * @returns {import('./services.mjs').Service}
 */
export function localCloudService(port, productUrl, instant) {
  const args = ['--port', `${port}`, '--product-url', productUrl, ...(instant ? ['--instant'] : [])];
  return {
    start: () => spawnService([cli, ...args], environment(), { stdio: ['ignore', 'ignore', 'inherit'] }),
    ready: (signal) => untilAnswered(`http://127.0.0.1:${port}/_drill`, signal),
  };
}

/**
 * Runs the local cloud alone until a signal.
 * @param {readonly string[]} args passed on to its command line
 */
export async function run(args) {
  await build(['local-cloud']);
  return runServices([{ start: () => spawnService([cli, ...args], environment()) }], 5000);
}

/** It refuses production, which only means the product. */
function environment() {
  const { NODE_ENV: _ignored, ...env } = process.env;
  return env;
}

/** `npm run local-cloud`, and the local cloud as a service of `npm start` and of the browser tests. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { spawnService } from './children.mjs';
import { root } from './paths.mjs';
import { runServices, untilAnswered } from './services.mjs';

const directory = join(root, 'dist/local-cloud');

/** The built library; needs a build first. */
export const loadLocalCloud = () => import(pathToFileURL(join(directory, 'index.js')).href);

/**
 * The local cloud's own command as a service.
 * @param {number} port
 * @param {readonly string[]} [args] further arguments of its command line
 * @returns {import('./services.mjs').Service}
 */
export function localCloudService(port, args = []) {
  return {
    start: () => spawnService([join(directory, 'cli.js'), '--port', `${port}`, ...args], process.env),
    ready: (signal) => untilAnswered(`http://127.0.0.1:${port}/_drill`, signal),
  };
}

/**
 * Runs the local cloud alone until a signal.
 * @param {readonly string[]} args passed on to its command line
 */
export async function run(args) {
  await build(['local-cloud']);
  return runServices(
    [{ start: () => spawnService([join(directory, 'cli.js'), ...args], process.env) }],
    5000,
  );
}

/** `npm run doctor`: checks the configured tenant, or explains a code: `npm run doctor -- AADSTS65001`. */
import { join } from 'node:path';
import { build } from './build.mjs';
import { exitCodeOf, spawnTool } from './children.mjs';
import { givenEnvironment } from './environment.mjs';
import { root } from './paths.mjs';

/**
 * @param {readonly string[]} args a code or the words of a fault
 */
export async function run(args) {
  await build(['server']);
  const main = join(root, 'dist/node/server/src/doctor/main.js');
  return exitCodeOf(spawnTool(process.execPath, [main, ...args], { env: givenEnvironment() }));
}

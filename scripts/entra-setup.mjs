/** `npm run entra:setup`: makes or mends the app registrations: `npm run entra:setup -- --tenant <id> --dry-run`. */
import { join } from 'node:path';
import { build } from './build.mjs';
import { exitCodeOf, spawnTool } from './children.mjs';
import { givenEnvironment } from './environment.mjs';
import { root } from './paths.mjs';

/** @param {readonly string[]} args options of the command */
export async function run(args) {
  await build(['server']);
  const main = join(root, 'dist/node/server/src/entra-setup/main.js');
  return exitCodeOf(spawnTool(process.execPath, [main, ...args], { env: givenEnvironment() }));
}

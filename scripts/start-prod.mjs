/**
 * `npm run start:prod`: the built server alone, in this process, with settings from the environment and from `.env`
 * where there is one (the environment wins). No install, no build, no local cloud.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isSupportedNode } from './node-runtime.mjs';
import { root } from './paths.mjs';
import './tether.mjs';

const main = join(root, 'dist/node/server/src/main.js');
const settings = join(root, '.env');

if (!isSupportedNode(process.versions.node))
  fail(`Torii needs Node 24.15 or newer; this is ${process.versions.node}.`);
if (!existsSync(main)) fail('There is no build yet. Run "npm run build" first.');
if (existsSync(settings)) process.loadEnvFile(settings);
process.env.NODE_ENV ??= 'production';
await import(pathToFileURL(main).href);

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/**
 * Entry of every npm script that a fresh clone may run first. Plain JavaScript with Node's built-ins only: it runs on
 * Node 20 with nothing installed, installs what is missing, then goes on under the Node 24 that the install brought.
 *
 *     node scripts/launch.mjs <task> [arguments]
 */
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { isSupportedNode, modernNode } from './node-runtime.mjs';
import { exitCodeOf, forwardSignals, spawnTool } from './children.mjs';

const TASKS = [
  'start',
  'test',
  'build',
  'check',
  'bench',
  'doctor',
  'entra-setup',
  'local-cloud',
  'image-check',
];
const [task = '', ...args] = process.argv.slice(2);

if (!TASKS.includes(task)) {
  console.error(`Unknown task "${task}". Known: ${TASKS.join(', ')}.`);
  process.exit(64);
}
try {
  ensureInstalled();
  process.exitCode = isSupportedNode(process.versions.node) ? await runHere() : await handOver();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function runHere() {
  const { run } = await import(`./${task}.mjs`);
  return run(args);
}

/** Runs this same file under the bundled Node and passes signals and the exit code through. */
async function handOver() {
  const child = spawnTool(modernNode(), [fileURLToPath(import.meta.url), task, ...args]);
  forwardSignals(child);
  return exitCodeOf(child);
}

/** Child processes: started without a shell, stopped in order, never left behind. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

const tether = pathToFileURL(join(root, 'scripts', 'tether.mjs')).href;
const windows = process.platform === 'win32';
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a tool in the foreground, sharing this terminal.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function spawnTool(command, args, options = {}) {
  return spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
}

/**
 * Runs a long-lived Node service in its own process group, so that Ctrl-C in the terminal reaches only the supervisor,
 * which then stops its services in order. The tether stops the service should the supervisor be killed outright.
 * @param {readonly string[]} args script and arguments
 * @param {NodeJS.ProcessEnv} env
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function spawnService(args, env, options = {}) {
  return spawnTool(process.execPath, ['--import', tether, ...args], { env, detached: !windows, ...options });
}

/**
 * Resolves with the exit code; a death by signal counts as 128 + its number, as shells do.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
export function exitCodeOf(child) {
  if (hasEnded(child)) return Promise.resolve(asExitCode(child.exitCode, child.signalCode));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(asExitCode(code, signal)));
  });
}

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

const asExitCode = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/**
 * Asks a child to end, waits, and ends it by force after the grace period.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} graceMs
 */
export async function stop(child, graceMs) {
  if (hasEnded(child) || child.pid === undefined) return;
  const gone = exitCodeOf(child);
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}

/**
 * Calls back once when this process is asked to stop: by a signal, or because the npm that started it died (its shell
 * does not pass signals on).
 * @param {(signal: NodeJS.Signals) => unknown} stopNow
 * @returns {() => void} stops listening
 */
export function onStop(stopNow) {
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && once('SIGTERM'), 250).unref();
  const dispose = () => {
    clearInterval(watch);
    for (const signal of SIGNALS) process.off(signal, once);
  };
  /** @param {NodeJS.Signals} signal */
  function once(signal) {
    clearInterval(watch);
    for (const each of SIGNALS) process.off(each, once).on(each, ignore);
    stopNow(signal);
  }
  for (const signal of SIGNALS) process.on(signal, once);
  return dispose;
}

/** A second signal of the same Ctrl-C (terminal and npm both send one) must not cut an orderly stop short. */
function ignore() {}

/**
 * Passes a request to stop on to one child, as long as it runs.
 * @param {import('node:child_process').ChildProcess} child
 */
export function forwardSignals(child) {
  child.once(
    'exit',
    onStop((signal) => child.kill(signal)),
  );
}

/**
 * Runs a tool to its end and gives its exit code; when this process is asked to stop, the tool goes first.
 * @param {readonly string[]} args script and arguments, run by this Node
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export async function runTool(args, options = {}) {
  const child = spawnTool(process.execPath, args, options);
  const dispose = onStop(() => stop(child, 5000).then(() => process.exit(130)));
  const code = await exitCodeOf(child);
  dispose();
  return code;
}

/**
 * Runs a tool to its end and keeps what it says, in order, instead of printing it.
 * @param {readonly string[]} args script and arguments, run by this Node
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runQuietly(args, options = {}) {
  const child = spawnTool(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const dispose = onStop(() => stop(child, 5000).then(() => process.exit(130)));
  /** @type {Buffer[]} */
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));
  const closed = new Promise((resolve) => child.once('close', resolve));
  const code = await exitCodeOf(child);
  // A helper process of the tool may hold the pipes open after its end.
  await Promise.race([closed, delay(1000, undefined, { ref: false })]);
  dispose();
  return { code, output: Buffer.concat(chunks).toString() };
}

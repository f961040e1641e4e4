/** Runs the container tools of this machine. */
import { spawnSync } from 'node:child_process';

/** buildah without a daemon, without overlay mounts and without user namespaces. */
const BUILDAH = { STORAGE_DRIVER: 'vfs', BUILDAH_ISOLATION: 'chroot' };

/**
 * Whether a program can be started here.
 * @param {string} program
 */
export const has = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** Whether a Docker daemon answers: the command alone builds nothing. */
export const hasDocker = () =>
  spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0;

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {string} standard output, trimmed
 * @throws Error with the last lines that it wrote
 */
export function output(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...BUILDAH },
    ...options,
  });
  if (status === 0) return String(stdout).trim();
  const words = `${String(stdout)}\n${String(stderr)}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${program} ${args[0] ?? ''} failed: ${error?.message ?? words}`);
}

/** Loopback ports. */
import { createServer } from 'node:net';

/**
 * True where a listener could be opened on the port now.
 * @param {number} port 0 to 65535
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/**
 * Fails with a sentence that names the port, where it is taken.
 * @param {number} port
 * @param {string} what who wants it
 * @param {string} fix how to choose another
 * @param {string} [host]
 */
export async function requireFree(port, what, fix, host) {
  if (await isFree(port, host)) return;
  throw new Error(`Port ${port} for ${what} is in use by another program. Stop that program, or ${fix}.`);
}

/**
 * The wanted port where it is free, else any free one.
 * @param {number} wanted
 * @returns {Promise<number>}
 */
export async function freePort(wanted) {
  if (await isFree(wanted)) return wanted;
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * Reads a port from the environment.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @param {number} fallback
 */
export function portOf(env, name, fallback) {
  const text = env[name]?.trim();
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${name} must be a port number from 1 to 65535; it is "${text}".`);
}

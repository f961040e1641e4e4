/** Which Node runs what: the product needs 24.15 or newer; on Linux and Windows the install brings it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const MINIMUM = [24, 15];

/**
 * True where a Node version can run the product.
 * @param {string} version for example `24.21.0`
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/**
 * Path of a Node that can run the product: the running one, else the platform package's binary.
 * @returns {string}
 */
export function modernNode() {
  if (isSupportedNode(process.versions.node)) return process.execPath;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const bundled = join(root, 'node_modules', `node-${os}-${process.arch}`, 'bin', name);
  if (existsSync(bundled)) return bundled;
  throw new Error(
    `Torii needs Node ${MINIMUM.join('.')} or newer; this is ${process.versions.node}, and there is no bundled Node for ` +
      `${process.platform}-${process.arch}. Install Node 24 (for example with "nvm install 24") and run the command again.`,
  );
}

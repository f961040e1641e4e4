/** Where things are. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root directory, absolute. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Things that can be thrown away: unpacked browser, test reports. Ignored by git. */
export const cacheDirectory = join(root, '.cache');

/**
 * A file of an installed package, absolute.
 * @param {string} path for example `typescript/bin/tsc`
 */
export const packageFile = (path) => join(root, 'node_modules', path);

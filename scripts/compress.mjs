/** Compressed copies of the built client's files: made once at build, picked by the server as the browser accepts. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /\.(js|css|svg|json|txt|map)$/;
/** Below this a copy saves nothing worth a second file. Bytes. */
const WORTH = 1024;
/** Brotli's last levels take seconds for a file of this size, and give little. Bytes. */
const LARGE = 1024 * 1024;

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

/**
 * Writes `<file>.br` and `<file>.gz` beside every text file of a folder.
 * @param {string} directory absolute
 */
export async function compressBelow(directory) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(files.map(compress));
}

/** @param {string} file */
async function compress(file) {
  const content = readFileSync(file);
  if (content.length < WORTH) return;
  const quality = content.length > LARGE ? 9 : 11;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  writeFileSync(`${file}.br`, await asBrotli(content, { params }));
  writeFileSync(`${file}.gz`, await asGzip(content, { level: 9 }));
}

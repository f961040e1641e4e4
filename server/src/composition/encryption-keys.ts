import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings } from '../settings/settings.js';

type KeySettings = Pick<Settings, 'ENCRYPTION_KEYS' | 'DATABASE_URL'>;

/**
 * The keys of `ENCRYPTION_KEYS`: 32 bytes each, the first seals, all of them open. Where the setting is empty, one key
 * is made once and kept beside the SQLite file (`.data/encryption-key`, readable by its owner only); a database in
 * memory gets a key that ends with the process, as everything else of it does.
 * @throws Error naming `ENCRYPTION_KEYS` where the file cannot be written or holds no key
 */
export function encryptionKeys({ ENCRYPTION_KEYS, DATABASE_URL }: KeySettings): readonly Uint8Array[] {
  if (ENCRYPTION_KEYS.length > 0) return ENCRYPTION_KEYS.map((key) => Buffer.from(key, 'base64'));
  if (DATABASE_URL === 'sqlite::memory:') return [randomBytes(32)];
  return [keptKey(join(dataFolder(DATABASE_URL), 'encryption-key'))];
}

function dataFolder(databaseUrl: string): string {
  return databaseUrl.startsWith('sqlite:') ? dirname(databaseUrl.slice('sqlite:'.length)) : '.data';
}

function keptKey(file: string): Uint8Array {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) makeKey(file);
  } catch (cause) {
    throw new Error(
      `ENCRYPTION_KEYS is not set and ${file} cannot be written: set it to the output of \`openssl rand -base64 32\``,
      { cause },
    );
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length === 32) return key;
  throw new Error(`${file} does not hold a 32-byte key in base64: delete it, or set ENCRYPTION_KEYS`);
}

function makeKey(file: string): void {
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Of two servers that start at once, the second reads what the first wrote.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

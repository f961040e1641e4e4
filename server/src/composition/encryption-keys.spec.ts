import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encryptionKeys } from './encryption-keys.js';

const first = Buffer.alloc(32, 1).toString('base64');
const second = Buffer.alloc(32, 2).toString('base64');

describe('encryptionKeys', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'torii-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const database = () => `sqlite:${join(folder, 'data', 'torii.sqlite')}`;

  it('takes the keys of the setting in their order', () => {
    const keys = encryptionKeys({ ENCRYPTION_KEYS: [first, second], DATABASE_URL: database() });
    expect(keys.map((key) => key[0])).toEqual([1, 2]);
  });

  it('makes a key once, for its owner only, and finds it again at the next start', () => {
    const made = encryptionKeys({ ENCRYPTION_KEYS: [], DATABASE_URL: database() });
    const found = encryptionKeys({ ENCRYPTION_KEYS: [], DATABASE_URL: database() });
    expect(made[0]).toHaveLength(32);
    expect(found).toEqual(made);
    expect(statSync(join(folder, 'data', 'encryption-key')).mode & 0o077).toBe(0);
  });

  it('refuses a file that holds no key and leaves it as it is', () => {
    encryptionKeys({ ENCRYPTION_KEYS: [], DATABASE_URL: database() });
    const file = join(folder, 'data', 'encryption-key');
    writeFileSync(file, 'half a k');
    expect(() => encryptionKeys({ ENCRYPTION_KEYS: [], DATABASE_URL: database() })).toThrow(
      'ENCRYPTION_KEYS',
    );
    expect(readFileSync(file, 'utf8')).toBe('half a k');
  });

  it('names the setting where nothing can be written', () => {
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');
    expect(() => encryptionKeys({ ENCRYPTION_KEYS: [], DATABASE_URL: database() })).toThrow(
      /ENCRYPTION_KEYS is not set/,
    );
  });

  it('gives a database in memory a key of its own', () => {
    const settings = { ENCRYPTION_KEYS: [], DATABASE_URL: 'sqlite::memory:' };
    expect(encryptionKeys(settings)).not.toEqual(encryptionKeys(settings));
  });
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEnvFile } from './env-file.js';

describe('writeEnvFile', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'torii-env-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('sets variables where they stand, commented or not, and leaves the other lines', () => {
    const file = join(folder, '.env');
    writeFileSync(file, '# mine\nTENANT_ID=old\n# OAUTH_PROXY=off\nPORT=4000\n');
    writeEnvFile(file, { TENANT_ID: 'new', OAUTH_PROXY: 'on', SPA_CLIENT_ID: 'b' });
    expect(readFileSync(file, 'utf8')).toBe(
      '# mine\nTENANT_ID=new\nOAUTH_PROXY=on\nPORT=4000\nSPA_CLIENT_ID=b\n',
    );
  });

  it('makes a file that only its owner can read', () => {
    const file = join(folder, '.env');
    writeEnvFile(file, { A: '1' });
    expect(readFileSync(file, 'utf8')).toBe('A=1\n');
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

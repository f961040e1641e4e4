import { jest } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { isSupportedNode } from './node-runtime.mjs';

/** Stands where npm stands: notes its arguments, touches the lock file as some versions do, and installs nothing. */
const fakeNpm = `
const fs = require('node:fs');
fs.appendFileSync('calls', JSON.stringify({ args: process.argv.slice(2), nodeEnv: process.env.NODE_ENV ?? null }) + '\\n');
fs.writeFileSync('package-lock.json', '{"rewritten":true}');
if (fs.existsSync('fails')) process.exit(1);
fs.mkdirSync('node_modules', { recursive: true });
fs.writeFileSync('node_modules/.package-lock.json', '{}');
`;

describe('the install of a fresh clone', () => {
  const { npm_execpath: npmBefore, NODE_ENV: modeBefore } = process.env;
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'torii-install-'));
    writeFileSync(join(directory, 'npm-cli.cjs'), fakeNpm);
    writeFileSync(join(directory, 'package-lock.json'), '{}');
    process.env['npm_execpath'] = join(directory, 'npm-cli.cjs');
    process.env['NODE_ENV'] = 'production';
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    process.env['npm_execpath'] = npmBefore;
    process.env['NODE_ENV'] = modeBefore;
    rmSync(directory, { recursive: true, force: true });
  });

  it('runs npm install once, with tools, without scripts, and leaves the lock file as it was', () => {
    ensureInstalled(directory);
    ensureInstalled(directory);

    expect(calls()).toHaveLength(1);
    expect(calls()[0]?.args).toEqual(expect.arrayContaining(['install', '--no-save', '--ignore-scripts']));
    expect(calls()[0]?.nodeEnv).toBeNull();
    expect(readFileSync(join(directory, 'package-lock.json'), 'utf8')).toBe('{}');
  });

  it('runs again when the lock file is newer than what is installed', () => {
    ensureInstalled(directory);
    const later = Date.now() / 1000 + 60;
    utimesSync(join(directory, 'package-lock.json'), later, later);
    ensureInstalled(directory);

    expect(calls()).toHaveLength(2);
  });

  it('fails where npm fails', () => {
    writeFileSync(join(directory, 'fails'), '');

    expect(() => ensureInstalled(directory)).toThrow();
  });

  function calls(): { args: string[]; nodeEnv: string | null }[] {
    const file = join(directory, 'calls');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { args: string[]; nodeEnv: string | null });
  }
});

describe('the Node that runs the product', () => {
  it.each([
    ['20.20.2', false],
    ['24.14.9', false],
    ['24.15.0', true],
    ['25.0.0', true],
    ['26.1.0', true],
  ])('%s is supported: %s', (version, supported) => {
    expect(isSupportedNode(version)).toBe(supported);
  });
});

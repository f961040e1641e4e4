import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import config from '../.dependency-cruiser.js';
import { allowed, cycleHalves, forbidden, packages, targets } from './boundaries.plants.js';

const root = join(import.meta.dirname, '..');

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe('module boundaries', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'torii-boundaries-'));
    cpSync(join(root, 'tsconfig.json'), join(directory, 'tsconfig.json'));
    writePackages();
    for (const file of targets) write(file, 'export const x = 1;\nexport type X = number;\n');
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('has a planted violation for every rule', () => {
    const planted = new Set(forbidden.map(({ rule }) => rule));

    expect(config.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });

  it('gives every rule a reason and lets none only warn', () => {
    expect(config.forbidden.filter(({ comment, severity }) => !comment || severity !== 'error')).toEqual([]);
  });

  it('refuses every planted import by the name of its rule', () => {
    for (const { from, code } of [...forbidden, ...cycleHalves]) write(from, code);
    const found = new Set(cruise().map(({ rule, from }) => `${rule.name}: ${from}`));

    expect(forbidden.map(({ rule, from }) => `${rule}: ${from}`).filter((each) => !found.has(each))).toEqual(
      [],
    );
  });

  it('allows the same imports from where they belong', () => {
    for (const { from, code } of allowed) write(from, code);
    const spurious = cruise().filter(({ rule }) => rule.name !== 'no-orphans');

    expect(spurious).toEqual([]);
  });

  function cruise(): readonly Violation[] {
    const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const args = [tool, '--config', join(root, '.dependency-cruiser.js'), '--output-type', 'json'];
    const result = spawnSync(process.execPath, [...args, 'server', 'libs', 'client', 'local-cloud'], {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    if (!result.stdout) throw new Error(result.stderr);
    return (JSON.parse(result.stdout) as { summary: { violations: readonly Violation[] } }).summary
      .violations;
  }

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }

  /** Empty packages instead of the real ones: the rules look at names and kinds only. */
  function writePackages(): void {
    const manifest: Record<string, unknown> = {
      name: 'planted',
      type: 'module',
      imports: {
        '#libs/*': { 'torii-source': './libs/*/src/index.ts' },
        '#local-cloud': { 'torii-source': './local-cloud/src/index.ts' },
      },
    };
    for (const [name, kind] of Object.entries(packages)) {
      manifest[kind] = { ...(manifest[kind] as object | undefined), [name]: '1.0.0' };
      write(
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
      );
      write(`node_modules/${name}/index.js`, 'exports.x = 1;\n');
    }
    write('package.json', JSON.stringify(manifest));
  }
});

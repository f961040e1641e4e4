import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LogWriter } from './log-writer.js';

const SOURCE = new URL('./log-writer.ts', import.meta.url).href;

/** Runs a script with a writer `w` in a process of its own, standard output to a pipe. */
function run(script: string): { readonly status: number | null; readonly lines: readonly string[] } {
  const program = `import { LogWriter } from ${JSON.stringify(SOURCE)}; const w = new LogWriter(); ${script}`;
  const node = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];
  const { status, stdout } = spawnSync(process.execPath, node, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, lines: stdout.split('\n').slice(0, -1) };
}

describe('LogWriter', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'torii-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes what waits after its time, and a full batch at once', async () => {
    const file = join(folder, 'log');
    const fd = openSync(file, 'w');
    const writer = new LogWriter({ fd, batch: 20, waitMs: 5 });
    writer.write('one');
    expect(readFileSync(file, 'utf8')).toBe('');
    while (readFileSync(file, 'utf8') === '') await delay(5);
    writer.write('a line of more than twenty characters');
    while (readFileSync(file, 'utf8') === 'one\n') await delay(5);
    closeSync(fd);
    expect(readFileSync(file, 'utf8')).toBe('one\na line of more than twenty characters\n');
  });

  it('loses no line of a process that ends, and keeps their order', () => {
    const { status, lines } = run(`
      process.on('exit', () => w.flush());
      for (let i = 0; i < 20000; i += 1) w.write('line ' + i);
      process.exit(3);`);
    expect(status).toBe(3);
    expect(lines).toEqual(Array.from({ length: 20_000 }, (_, index) => `line ${index}`));
  });

  it('loses no line of a process that dies of an error', () => {
    const { status, lines } = run(`
      process.on('exit', () => w.flush());
      w.write('before');
      setTimeout(() => { w.write('last words'); throw new Error('fatal'); }, 1);`);
    expect([status, lines]).toEqual([1, ['before', 'last words']]);
  });

  it('does not keep a process that has nothing else to do', () => {
    expect(run(`process.on('exit', () => w.flush()); w.write('only');`).lines).toEqual(['only']);
  });

  it('waits for a reader that is late within its bound, then drops lines and tells how many', async () => {
    const fifo = join(folder, 'pipe');
    execFileSync('mkfifo', [fifo]);
    const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    const writer = new LogWriter({ fd, batch: 1000, waitMs: 1, most: 100_000 });
    const line = 'x'.repeat(999);
    for (let written = 0; written < 400; written += 1) {
      writer.write(line);
      if (written % 10 === 0) await delay(1);
    }
    const got: string[] = [];
    const buffer = Buffer.alloc(1024 * 1024);
    while (!got.join('').includes('dropped')) {
      try {
        got.push(buffer.toString('utf8', 0, readSync(fd, buffer)));
      } catch {
        await delay(5);
      }
    }
    closeSync(fd);
    const lines = got.join('').trimEnd().split('\n');
    const { dropped, level } = JSON.parse(String(lines.at(-1))) as { dropped: number; level: string };
    expect({ level, all: dropped + lines.length - 1 }).toEqual({ level: 'warn', all: 400 });
    expect(dropped).toBeGreaterThan(0);
    expect(new Set(lines.slice(0, -1))).toEqual(new Set([line]));
  });

  it('goes on when nobody reads any more', async () => {
    const writer = new LogWriter({ fd: 1_000_000, batch: 10, waitMs: 1 });
    writer.write('into the void, once');
    await delay(20);
    writer.write('and again');
    expect(() => writer.flush()).not.toThrow();
  });
});

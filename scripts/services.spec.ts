import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scripts = import.meta.dirname;

/** A service that notes its life in a file, and a supervisor that runs two of them. */
const service = `
import { appendFileSync } from 'node:fs';
const [log, name, code] = process.argv.slice(2);
const note = (what) => appendFileSync(log, name + ' ' + what + '\\n');
process.on('SIGTERM', () => code === 'stubborn' || setTimeout(() => { note('down'); process.exit(0); }, 50));
note('up');
setTimeout(() => process.exit(Number(code)), Number(code) > 0 ? 50 : 60_000);
`;
const supervisor = `
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnService } from '${join(scripts, 'children.mjs')}';
import { runServices } from '${join(scripts, 'services.mjs')}';
const [service, log, code] = process.argv.slice(2);
const start = (...args) => () => spawnService([service, log, ...args], process.env);
const up = (name) => async () => { while (!read().includes(name + ' up')) await delay(10); };
const read = () => { try { return readFileSync(log, 'utf8'); } catch { return ''; } };
process.exitCode = await runServices([
  { start: start('cloud'), ready: up('cloud') },
  { start: start('server', ...(code ? [code] : [])), ready: up('server') },
], code === 'stubborn' ? 200 : 5000);
`;

describe('services that run beside each other', () => {
  let directory: string;
  let log: string;
  let running: ChildProcess;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'torii-services-'));
    log = join(directory, 'log');
    writeFileSync(join(directory, 'service.mjs'), service);
    writeFileSync(join(directory, 'supervisor.mjs'), supervisor);
  });

  afterEach(() => {
    running.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  it('start in order and stop in the opposite order', async () => {
    start();
    await until(() => events().includes('server up'));
    running.kill('SIGTERM');
    const [code] = (await once(running, 'exit')) as [number | null];

    expect(code).toBe(0);
    expect(events()).toEqual(['cloud up', 'server up', 'server down', 'cloud down']);
  });

  it('take a second signal of the same Ctrl-C for the first one', async () => {
    start();
    await until(() => events().includes('server up'));
    running.kill('SIGINT');
    running.kill('SIGINT');
    const [code] = (await once(running, 'exit')) as [number | null];

    expect(code).toBe(0);
    expect(events().slice(2)).toEqual(['server down', 'cloud down']);
  });

  it('pass on the exit code of the one that ended by itself, and stop the others', async () => {
    start('78');
    const [code] = (await once(running, 'exit')) as [number | null];

    expect(code).toBe(78);
    expect(events().at(-1)).toBe('cloud down');
  });

  it('are ended by force after the grace period, which the exit code tells', async () => {
    start('stubborn');
    await until(() => events().includes('server up'));
    running.kill('SIGTERM');
    const [code] = (await once(running, 'exit')) as [number | null];

    expect(code).toBe(128 + 9);
    expect(events().at(-1)).toBe('cloud down');
  });

  it('end by themselves when the supervisor is killed outright', async () => {
    start();
    await until(() => events().includes('server up'));
    running.kill('SIGKILL');
    await until(() => events().length === 4);

    expect(events().slice(2).toSorted()).toEqual(['cloud down', 'server down']);
  });

  function start(...code: string[]): void {
    const args = [join(directory, 'supervisor.mjs'), join(directory, 'service.mjs'), log, ...code];
    running = spawn(process.execPath, args, { stdio: 'ignore' });
  }

  function events(): string[] {
    if (!existsSync(log)) return [];
    return readFileSync(log, 'utf8').split('\n').filter(Boolean);
  }
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Subject } from './subject.ts';

/** What one load told. Latencies in ms. */
export interface Load {
  readonly perSecond: number;
  /** Microseconds of server CPU per request. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
  readonly total: number;
  readonly rss: number;
}

interface Seen {
  readonly total: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly bad: number;
}

/** How much load: for a time, or a number of calls. */
export type Amount = { readonly seconds: number } | { readonly calls: number };

/** Loads a server with the calls in a file. Throws where a single answer was not 2xx. */
export async function load(subject: Subject, callsFile: string, amount: Amount): Promise<Load> {
  const before = subject.cpu();
  const seen = JSON.parse(await worker([callsFile, subject.url, JSON.stringify(amount)])) as Seen;
  const cpu = subject.cpu() - before;
  if (seen.bad > 0) throw new Error(`${subject.plan.name}: ${seen.bad} bad answers`);
  return { ...seen, cpu: (cpu / seen.total) * 1e6, rss: subject.rss() };
}

function worker(args: readonly string[]): Promise<string> {
  const script = new URL('./load.worker.ts', import.meta.url).pathname;
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', script, ...args];
  const command =
    availableParallelism() > 1 && process.platform === 'linux' ? ['taskset', '-c', '1', ...node] : node;
  return new Promise((resolve, reject) => {
    const child = spawn(String(command[0]), command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`load ended with ${code}`)),
    );
  });
}

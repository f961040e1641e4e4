/** A measured server: a process of its own on one core, its log read through a pipe by another process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** What a server has used. */
export interface Use {
  /** Microseconds of CPU so far, user and system. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
  /** Bytes; after a collection where it was asked for. */
  readonly heap: number;
}

/** How to start one. */
export interface ServerPlan {
  readonly name: string;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  /** Answers 200 once the server is ready. */
  readonly readyPath: string;
}

const START_MS = 60_000;

/** True where a process can be kept on one core. */
const pinned = availableParallelism() > 1 && process.platform === 'linux';

export class ChatServer {
  readonly plan: ServerPlan;
  /** Milliseconds from the start of the process to its being ready. */
  readonly readyMs: number;
  readonly #child: ChildProcess;
  readonly #reader: ChildProcess;

  private constructor(plan: ServerPlan, child: ChildProcess, reader: ChildProcess, readyMs: number) {
    this.plan = plan;
    this.readyMs = readyMs;
    this.#child = child;
    this.#reader = reader;
  }

  static async start(plan: ServerPlan): Promise<ChatServer> {
    const reader = spawn('cat', { stdio: ['pipe', 'ignore', 'inherit'] });
    const probe = new URL('./probe.mjs', import.meta.url).href;
    const node = [
      process.execPath,
      '--expose-gc',
      '--disable-warning=ExperimentalWarning',
      '--import',
      probe,
      plan.script,
    ];
    const command = pinned ? ['taskset', '-c', '0', ...node] : node;
    const started = performance.now();
    const child = spawn(String(command[0]), command.slice(1), {
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...plan.env },
      stdio: ['ignore', reader.stdin, 'inherit', 'ipc'],
    });
    child.channel?.unref();
    for (;;) {
      if (await isReady(`${plan.url}${plan.readyPath}`)) break;
      if (performance.now() - started > START_MS || child.exitCode !== null)
        throw new Error(`${plan.name} does not start`);
      await delay(10);
    }
    return new ChatServer(plan, child, reader, performance.now() - started);
  }

  /** @param collect after a collection of what is no longer used */
  use(collect = false): Promise<Use> {
    return new Promise((resolve) => {
      this.#child.once('message', (answer: { cpu: NodeJS.CpuUsage; rss: number; heapUsed: number }) => {
        const { cpu, rss, heapUsed } = answer;
        resolve({ cpu: cpu.user + cpu.system, rss, heap: heapUsed });
      });
      this.#child.send(collect ? 'collect' : 'use');
    });
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGKILL');
      await gone;
    }
    this.#reader.kill();
  }
}

/** Keeps this process, which plays the model and the browsers, off the servers' core. */
export function leaveTheFirstCore(): void {
  if (pinned)
    spawn('taskset', ['-cp', `1-${availableParallelism() - 1}`, String(process.pid)], { stdio: 'ignore' });
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

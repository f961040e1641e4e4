/** A measured server: a process of its own on one core, asked for its CPU time and memory while it works. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** How to start a server. */
export interface SubjectPlan {
  readonly name: string;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Clock ticks per second of /proc, on every Linux of today. */
const TICKS = 100;
const START_MS = 30_000;

export class Subject {
  readonly plan: SubjectPlan;
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(plan: SubjectPlan, url: string, child: ChildProcess) {
    this.plan = plan;
    this.url = url;
    this.#child = child;
  }

  static async start(plan: SubjectPlan, port: number): Promise<Subject> {
    const node = [process.execPath, '--disable-warning=ExperimentalWarning', plan.script];
    const command =
      availableParallelism() > 1 && process.platform === 'linux' ? ['taskset', '-c', '0', ...node] : node;
    const child = spawn(String(command[0]), command.slice(1), {
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', BENCH_PORT: String(port), ...plan.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const subject = new Subject(plan, `http://127.0.0.1:${port}/mcp`, child);
    for (const until = Date.now() + START_MS; ; await delay(100)) {
      if (
        await fetch(subject.url).then(
          () => true,
          () => false,
        )
      )
        return subject;
      if (Date.now() > until || child.exitCode !== null) throw new Error(`${plan.name} does not start`);
    }
  }

  /** Seconds of CPU so far, user and system. */
  cpu(): number {
    const fields = this.#stat();
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Resident memory, MiB. */
  rss(): number {
    const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
  }

  /** Fields of /proc/pid/stat from the third on; the second may hold spaces. */
  #stat(): string[] {
    const text = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  }
}

/**
 * A measured server: a process of its own on one core, asked for its CPU time and memory while it works. Its log goes
 * into a pipe that another process reads, as under Docker, systemd or Kubernetes.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
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
  readonly #log: LogPipe;

  private constructor(plan: SubjectPlan, url: string, child: ChildProcess, log: LogPipe) {
    this.plan = plan;
    this.url = url;
    this.#child = child;
    this.#log = log;
  }

  static async start(plan: SubjectPlan, port: number): Promise<Subject> {
    const node = [process.execPath, '--disable-warning=ExperimentalWarning', plan.script];
    const command =
      availableParallelism() > 1 && process.platform === 'linux' ? ['taskset', '-c', '0', ...node] : node;
    const log = new LogPipe();
    const child = spawn(String(command[0]), command.slice(1), {
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', BENCH_PORT: String(port), ...plan.env },
      stdio: ['ignore', log.fd, 'inherit'],
    });
    const subject = new Subject(plan, `http://127.0.0.1:${port}/mcp`, child, log);
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
    this.#log.close();
  }

  /** Fields of /proc/pid/stat from the third on; the second may hold spaces. */
  #stat(): string[] {
    const text = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  }
}

/** A named pipe and the process that reads it. */
class LogPipe {
  /** The end that is written to. */
  readonly fd: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'torii-bench-log-'));
  readonly #reader: ChildProcess;

  constructor() {
    const file = join(this.#folder, 'log');
    execFileSync('mkfifo', [file]);
    this.#reader = spawn('sh', ['-c', 'exec cat "$0" > /dev/null', file], { stdio: 'ignore' });
    // Opened for both ways: for writing only, this would wait for the reader.
    this.fd = openSync(file, 'r+');
  }

  close(): void {
    closeSync(this.fd);
    this.#reader.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

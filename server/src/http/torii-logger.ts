import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { LogWriter } from './log-writer.js';

/** Nest's own lines about wiring, which help only when wiring fails. */
const WIRING = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
]);

/** `LOG_LEVEL` -> the levels that Nest writes. */
const LEVELS: Readonly<Record<string, LogLevel[]>> = {
  fatal: ['fatal'],
  error: ['fatal', 'error'],
  warn: ['fatal', 'error', 'warn'],
  info: ['fatal', 'error', 'warn', 'log'],
  debug: ['fatal', 'error', 'warn', 'log', 'debug'],
  trace: ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'],
};

/** JSON lines on standard output, in batches; on a terminal, lines for people, one by one. */
export class ToriiLogger extends ConsoleLogger {
  readonly #terminal: boolean;
  readonly #writer = new LogWriter();

  constructor(level: string, terminal = process.stdout.isTTY === true) {
    super({ json: !terminal, colors: terminal, compact: true, logLevels: LEVELS[level] ?? LEVELS['info'] });
    this.#terminal = terminal;
    if (!terminal) process.on('exit', () => this.#writer.flush());
  }

  override fatal(message: unknown, ...rest: unknown[]): void {
    super.fatal(message, ...rest);
    if (!this.#terminal) this.#writer.flush();
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && WIRING.has(context)) this.debug(message, ...rest);
    else if (!this.#terminal && isRecord(message)) this.#record(message, context);
    else super.log(message, ...rest);
  }

  /** Records are written once per call; Nest's own formatting, made for anything at all, costs more than the call. */
  #record(message: Readonly<Record<string, unknown>>, context: unknown): void {
    // The audit is no matter of taste: its lines are written at every level.
    if (!this.isLevelEnabled('log') && context !== 'Audit') return;
    const line = { level: 'log', pid: process.pid, timestamp: Date.now(), message, context };
    this.#writer.write(JSON.stringify(line));
  }

  protected override printAsJson(
    message: unknown,
    options: Parameters<ConsoleLogger['printAsJson']>[1],
  ): void {
    this.#writer.write(this.stringifyJsonLogObject(this.getJsonLogObject(message, options)));
  }
}

function isRecord(message: unknown): message is Readonly<Record<string, unknown>> {
  return (
    typeof message === 'object' && message !== null && Object.getPrototypeOf(message) === Object.prototype
  );
}

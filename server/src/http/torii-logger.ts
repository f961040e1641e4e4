import { ConsoleLogger, type LogLevel } from '@nestjs/common';

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

/** JSON lines on standard output; on a terminal, lines for people. */
export class ToriiLogger extends ConsoleLogger {
  readonly #terminal: boolean;

  constructor(level: string, terminal = process.stdout.isTTY === true) {
    super({ json: !terminal, colors: terminal, compact: true, logLevels: LEVELS[level] ?? LEVELS['info'] });
    this.#terminal = terminal;
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && WIRING.has(context)) this.debug(message, ...rest);
    else if (!this.#terminal && isRecord(message)) this.#record(message, context);
    else super.log(message, ...rest);
  }

  /** Records are written once per call; Nest's own formatting, made for anything at all, costs more than the call. */
  #record(message: Readonly<Record<string, unknown>>, context: unknown): void {
    if (!this.isLevelEnabled('log')) return;
    const line = { level: 'log', pid: process.pid, timestamp: Date.now(), message, context };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

function isRecord(message: unknown): message is Readonly<Record<string, unknown>> {
  return (
    typeof message === 'object' && message !== null && Object.getPrototypeOf(message) === Object.prototype
  );
}

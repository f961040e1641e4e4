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
  constructor(level: string, terminal = process.stdout.isTTY === true) {
    super({ json: !terminal, colors: terminal, compact: true, logLevels: LEVELS[level] ?? LEVELS['info'] });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && WIRING.has(context)) this.debug(message, ...rest);
    else super.log(message, ...rest);
  }
}

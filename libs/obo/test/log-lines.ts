import { inspect } from 'node:util';
import { Logger } from '@nestjs/common';

/** Everything the library logs while a spec runs, at every level, instead of the console. */
export const logLines: string[] = [];

const keep = (...parts: unknown[]): void => {
  logLines.push(
    parts.map((part) => (typeof part === 'string' ? part : inspect(part, { depth: 9 }))).join(' '),
  );
};

Logger.overrideLogger({ log: keep, error: keep, warn: keep, debug: keep, verbose: keep, fatal: keep });

import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from './settings/settings.js';

const HINTS: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) =>
    `Port ${port} on ${host} is in use. Stop the program that has it, or set PORT to another one.`,
  EACCES: (port) => `This user may not listen on port ${port}. Set PORT to one above 1023.`,
  EADDRNOTAVAIL: (_port, host) =>
    `This machine has no address ${host}. Set HOST to one it has, for example 127.0.0.1.`,
};

/** Starts to listen, or says in one sentence why it cannot. */
export async function listen(
  app: NestFastifyApplication,
  settings: Settings,
  logger: LoggerService,
): Promise<void> {
  try {
    await app.listen(settings.PORT, settings.HOST);
  } catch (error) {
    const hint = HINTS[(error as NodeJS.ErrnoException).code ?? '']?.(settings.PORT, settings.HOST);
    await app.close();
    throw hint === undefined ? error : new Error(hint, { cause: error });
  }
  logger.log(`Torii is at ${settings.PUBLIC_URL}`, 'Torii');
}

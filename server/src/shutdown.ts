import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RunRegistry } from './chat/runs/run-registry.js';

/** What is stopped, and how long that may take. */
export interface Shutdown {
  readonly app: NestFastifyApplication;
  readonly logger: LoggerService;
  readonly graceSeconds: number;
  /** Runs last, when nothing is served any more. */
  readonly afterwards: () => Promise<void>;
}

/**
 * Ends the server in order on SIGTERM and SIGINT: no new connections, event streams end with a resumable mark, runs
 * finish or are handed back within the grace period, then everything is closed. A second signal ends it at once.
 */
export function stopOnSignal({ app, logger, graceSeconds, afterwards }: Shutdown): void {
  const endUnused = trackUnused(app.getHttpServer() as Server);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.log(`${signal}: stopping, at most ${graceSeconds} seconds`, 'Torii');
    // The process must not outlive its grace period, whatever a library holds on to.
    const last = setTimeout(() => process.exit(0), graceSeconds * 1000 + 1000).unref();
    close(app, endUnused, graceSeconds * 1000)
      .then(afterwards)
      .finally(() => clearTimeout(last))
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error(error, 'Torii');
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

async function close(app: NestFastifyApplication, endUnused: () => void, graceMs: number): Promise<void> {
  const server = app.getHttpServer() as Server;
  const closed = new Promise((resolve) => server.close(resolve));
  // What is still being answered when the grace period is over is cut.
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  endUnused();
  await app.get(RunRegistry, { strict: false }).drain(graceMs);
  server.closeIdleConnections();
  await closed;
  clearTimeout(late);
  await app.close();
}

/**
 * Browsers open connections ahead of need. One that was never used is not idle for Node, and would be waited for.
 * @returns ends those there are.
 */
function trackUnused(server: Server): () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return () => unused.forEach((socket) => socket.destroy());
}

import { randomUUID } from 'node:crypto';
import { request, type ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { RunRegistry } from '../../src/chat/runs/run-registry.js';
import { startChat } from './support/chat-app.js';
import { bodyOf, ChatClient, textOf } from './support/chat-client.js';

const PIECE = 'x'.repeat(10_000);
const PIECES = 1_000;

/** Starts a run and never reads its answer. */
function startStuck(url: string, runId: string): ClientRequest {
  const stuck = request(`${url}/api/chat/runs`, {
    method: 'POST',
    headers: { authorization: 'Bearer token.ada', 'content-type': 'application/json' },
  });
  stuck.on('error', () => undefined);
  stuck.on('response', (response) => response.pause().on('error', () => undefined));
  stuck.end(JSON.stringify(bodyOf('say a lot', { runId })));
  return stuck;
}

describe('a reader that takes nothing', () => {
  it('holds up neither the run nor another reader, costs bounded memory, and is dropped', async () => {
    const chat = await startChat({ limits: { stuckReaderMs: 200 } });
    try {
      chat.model.say({ text: Array.from({ length: PIECES }, () => PIECE) });
      const runId = randomUUID();
      let held = 0;
      const dropped = new Promise<void>((resolve) => {
        // The paused client cannot notice: what counts is that the server let go of the socket.
        chat.app.getHttpServer().once('connection', (socket: Socket) => {
          const timer = setInterval(() => (held = Math.max(held, socket.writableLength)), 5);
          socket.once('close', () => {
            clearInterval(timer);
            resolve();
          });
        });
      });
      const stuck = startStuck(chat.url, runId);
      const registry = chat.app.get<RunRegistry>(RunRegistry);
      while (!registry.find(runId)) await new Promise((resolve) => setImmediate(resolve));
      const whole = await new ChatClient(chat.url, 'token.ada').events(runId);
      expect(textOf(whole)).toHaveLength(PIECES * PIECE.length);
      expect(whole.frames.map(({ id }) => id)).toEqual(
        whole.frames.map((_, index) => `${runId}:${index + 1}`),
      );
      await dropped;
      stuck.destroy();
      expect(held).toBeGreaterThan(0);
      expect(held).toBeLessThan(1024 * 1024);
    } finally {
      await chat.stop();
    }
  });
});

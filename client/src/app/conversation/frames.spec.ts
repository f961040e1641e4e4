/** @jest-environment node */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { readFrames, type Frame } from './frames.js';

/** Serves one event stream, written in the given pieces. */
async function streamOf(
  pieces: readonly (string | Buffer)[],
  cut = false,
): Promise<{ server: Server; url: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of pieces) response.write(piece);
    if (cut) setImmediate(() => response.destroy());
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function read(pieces: readonly (string | Buffer)[], cut = false): Promise<readonly Frame[]> {
  const { server, url } = await streamOf(pieces, cut);
  const frames: Frame[] = [];
  try {
    for await (const frame of readFrames(await fetch(url), new AbortController().signal)) frames.push(frame);
    return frames;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const frame = (id: number, delta: string) =>
  `id: r1:${id}\ndata: ${JSON.stringify({ type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta })}\n\n`;

describe('readFrames', () => {
  it('reads events with their ids, past heartbeats', async () => {
    const frames = await read([`: heartbeat\n\n${frame(1, 'a')}`, ': heartbeat\n\n', frame(2, 'b')]);
    expect(frames.map(({ id }) => id)).toEqual(['r1:1', 'r1:2']);
  });

  it('puts characters together that a network cut in two', async () => {
    const bytes = Buffer.from(frame(1, '出張規程'));
    const at = bytes.indexOf(Buffer.from('張')) + 1;
    const [only] = await read([bytes.subarray(0, at), bytes.subarray(at)]);
    expect(only?.event).toMatchObject({ delta: '出張規程' });
  });

  it('leaves out what is no event', async () => {
    expect(await read(['data: {not json\n\n', 'data: 42\n\n', 'data: null\n\n', frame(1, 'a')])).toHaveLength(
      1,
    );
  });

  it('fails when the connection breaks, so that the reader can come back', async () => {
    await expect(read([frame(1, 'a')], true)).rejects.toThrow();
  });
});

import { connect, type Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Tool, type ToolContext } from '../src/index.js';
import { modern } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

const NOTICES = 400;
const TEXT = 'x'.repeat(16 * 1024);

@Injectable()
class Talker {
  sent = 0;

  @Tool({ name: 'talk', description: 'Reports much progress, and waits for the reader.' })
  async talk(_args: object, context: ToolContext): Promise<string> {
    for (let step = 1; step <= NOTICES; step += 1) {
      await context.progress(step, NOTICES, TEXT);
      this.sent = step;
    }
    return 'said all';
  }
}

function ask(url: URL): Socket {
  const body = JSON.stringify(
    modern({ params: { name: 'talk', arguments: {} }, meta: { progressToken: 'p' } }),
  );
  const lines = [
    'POST /mcp HTTP/1.1',
    `Host: ${url.host}`,
    'Authorization: Bearer ada',
    'Accept: application/json, text/event-stream',
    'Content-Type: application/json',
    'MCP-Protocol-Version: 2026-07-28',
    'Mcp-Method: tools/call',
    'Mcp-Name: talk',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  const socket = connect(Number(url.port), url.hostname);
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  return socket;
}

describe('a client that reads slowly', () => {
  let sample: Sample;
  beforeAll(async () => void (sample = await startSample({}, [Talker])));
  afterAll(() => sample.close());

  it('slows the tool down instead of filling memory, and gets everything in the end', async () => {
    const talker = sample.app.get(Talker);
    const socket = ask(new URL(sample.url));
    socket.pause();
    let before = -1;
    while (talker.sent === 0 || talker.sent !== before) {
      before = talker.sent;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(talker.sent).toBeLessThan(NOTICES);
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => void (received += chunk));
    const said = new Promise<void>((resolve) =>
      socket.on('data', (chunk: string) => chunk.includes('said all') && resolve()),
    );
    socket.resume();
    await said;
    socket.destroy();
    expect(received.split('notifications/progress')).toHaveLength(NOTICES + 1);
  });
});

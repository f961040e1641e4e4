import { describe, expect, it } from '@jest/globals';
import { ConnectionReset } from '../handler.js';
import { eventStream, withStreamFaults, type Frame } from './sse.js';

async function* frames(count: number): AsyncGenerator<Frame> {
  for (let index = 0; index < count; index += 1) yield await Promise.resolve({ event: 'e', data: { index } });
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

describe('event streams', () => {
  it('frames events with name and data', async () => {
    const stream = eventStream(() => frames(2), new AbortController().signal);
    expect(await textOf(stream)).toBe('event: e\ndata: {"index":0}\n\nevent: e\ndata: {"index":1}\n\n');
  });

  it('tells the writer when the reader leaves', async () => {
    let seen: AbortSignal | undefined;
    const make = (signal: AbortSignal) => {
      seen = signal;
      return frames(100);
    };
    const reader = eventStream(make, new AbortController().signal).getReader();
    await reader.read();
    await reader.cancel();
    expect(seen?.aborted).toBe(true);
  });

  it('ends when the request is aborted', async () => {
    const caller = new AbortController();
    const reader = eventStream(() => frames(100), caller.signal).getReader();
    await reader.read();
    caller.abort();
    await reader.read();
    expect((await reader.read()).done).toBe(true);
  });

  it('never writes ahead of a slow reader by more than a frame', async () => {
    let written = 0;
    const make = async function* (): AsyncGenerator<Frame> {
      for await (const frame of frames(1000)) {
        written += 1;
        yield frame;
      }
    };
    const reader = eventStream(make, new AbortController().signal).getReader();
    await reader.read();
    await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBeLessThanOrEqual(3);
    await reader.cancel();
  });

  it('fails with a connection reset where a drill cuts it, even when it is short', async () => {
    const signal = new AbortController().signal;
    const cut = (count: number) =>
      textOf(eventStream(() => withStreamFaults(frames(count), { drop: true }, signal), signal));
    await expect(cut(100)).rejects.toBeInstanceOf(ConnectionReset);
    await expect(cut(2)).rejects.toBeInstanceOf(ConnectionReset);
  });
});

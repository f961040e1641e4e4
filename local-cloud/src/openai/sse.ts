/** Server-sent events out of an async generator, with the faults a stream can have. */
import { ConnectionReset } from '../handler.js';
import type { ModelDrill } from './drill.js';
import { untilAborted } from './pace.js';

/** One frame: an `event:` name where the wire has one, and its data. A string is sent as it is. */
export interface Frame {
  readonly event?: string;
  readonly data: unknown;
}

const AFTER_FRAMES = 8;

/** Breaks a stream of frames as the drill asks, after the first few frames. */
export async function* withStreamFaults(
  frames: AsyncIterable<Frame>,
  drill: ModelDrill,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  let sent = 0;
  for await (const frame of frames) {
    yield frame;
    sent += 1;
    if (drill.hang && sent === 2) await untilAborted(signal);
    if (sent !== AFTER_FRAMES) continue;
    if (drill.drop) throw new ConnectionReset('drill: connection cut in mid-answer');
    if (drill.badJson) yield { data: '{"type":"response.output_text.delta","delta":"broken' };
  }
  if (drill.drop) throw new ConnectionReset('drill: connection cut before the end');
}

/** Streams frames as `text/event-stream`; ends quietly when the caller goes away. */
export function eventStream(
  make: (signal: AbortSignal) => AsyncIterable<Frame>,
  caller: AbortSignal,
): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  const signal = AbortSignal.any([caller, gone.signal]);
  const frames = make(signal)[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await frames.next();
        if (next.done || signal.aborted) controller.close();
        else controller.enqueue(encoder.encode(encode(next.value)));
      } catch (error) {
        controller.error(error);
      }
    },
    cancel() {
      gone.abort();
    },
  });
}

function encode(frame: Frame): string {
  const data = typeof frame.data === 'string' ? frame.data : JSON.stringify(frame.data);
  return `${frame.event ? `event: ${frame.event}\n` : ''}data: ${data}\n\n`;
}

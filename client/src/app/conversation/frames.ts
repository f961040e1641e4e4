import { createParser } from 'eventsource-parser';

import type { ChatEvent } from './chat-event.js';

/** One SSE frame of a run. `id` is `<runId>:<seq>`. */
export interface Frame {
  readonly id?: string;
  readonly event: ChatEvent;
}

/** The server sends a comment every 15 s: three missed ones mean that the connection is dead. */
const SILENCE_MS = 45_000;

/** Reads the frames of an event stream until it ends. Throws when the connection breaks or falls silent. */
export async function* readFrames(response: Response, signal: AbortSignal): AsyncGenerator<Frame> {
  if (response.body === null) return;
  const ready: Frame[] = [];
  const parser = createParser({
    onEvent: ({ id, data }) => {
      const event = parse(data);
      if (event !== undefined) ready.push({ ...(id === undefined ? {} : { id }), event });
    },
  });
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    while (!signal.aborted) {
      const { done, value } = await withinSilence(reader.read());
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  } finally {
    // Closing detaches only: a run goes on without watchers.
    await reader.cancel().catch(() => undefined);
  }
}

function parse(data: string): ChatEvent | undefined {
  try {
    const event = JSON.parse(data) as ChatEvent;
    return typeof event.type === 'string' ? event : undefined;
  } catch {
    return undefined;
  }
}

async function withinSilence<T>(read: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TypeError('the event stream fell silent')), SILENCE_MS);
  });
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** A small client of the chat's HTTP API for specs: requests, and server-sent events read to the end. */
import { randomUUID } from 'node:crypto';
import { createParser } from 'eventsource-parser';

export type JsonObject = Record<string, unknown>;

/** One frame as it came over the wire. */
export interface Frame {
  readonly id: string | undefined;
  readonly event: JsonObject & { readonly type: string };
}

/** What a stream brought. */
export interface Streamed {
  readonly status: number;
  readonly frames: readonly Frame[];
  readonly comments: readonly string[];
  readonly retry: number | undefined;
}

export interface RunOptions {
  readonly threadId?: string;
  readonly runId?: string;
  readonly resume?: readonly JsonObject[];
  /** Of AG-UI; empty: left out, as clients of the 0.x line do. */
  readonly protocolVersion?: string;
  readonly signal?: AbortSignal;
  /** Called with each frame as it arrives. */
  readonly onFrame?: (frame: Frame) => void;
}

/** Talks as one person. */
export class ChatClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.#url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  async json(method: string, path: string, body?: unknown): Promise<{ status: number; body: JsonObject }> {
    const response = await this.request(method, path, body, { accept: 'application/json' });
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as JsonObject) : {} };
  }

  /** A run in JSON mode. */
  ask(text: string | undefined, options: RunOptions = {}): Promise<{ status: number; body: JsonObject }> {
    return this.json('POST', '/chat/runs', bodyOf(text, options));
  }

  /** A run as a stream, to its end (or until `signal`). */
  async stream(text: string | undefined, options: RunOptions = {}): Promise<Streamed> {
    const headers = {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${this.#token}`,
    };
    const body = JSON.stringify(bodyOf(text, options));
    const signal = options.signal ?? null;
    const response = await fetch(`${this.#url}/api/chat/runs`, { method: 'POST', headers, body, signal });
    return readStream(response, options.onFrame);
  }

  async events(runId: string, headers: Record<string, string> = {}, query = ''): Promise<Streamed> {
    return readStream(await this.request('GET', `/chat/runs/${runId}/events${query}`, undefined, headers));
  }
}

export function bodyOf(text: string | undefined, options: RunOptions): JsonObject {
  const { threadId = randomUUID(), runId = randomUUID(), resume } = options;
  const messages = text === undefined ? [] : [{ id: randomUUID(), role: 'user', content: text }];
  const { protocolVersion = '1.0' } = options;
  return {
    threadId,
    runId,
    messages,
    tools: [],
    context: [],
    state: {},
    ...(protocolVersion ? { protocolVersion } : {}),
    ...(resume ? { resume } : {}),
  };
}

/** Reads server-sent events until the stream ends, or the request is aborted. */
export async function readStream(response: Response, onFrame?: (frame: Frame) => void): Promise<Streamed> {
  const frames: Frame[] = [];
  const comments: string[] = [];
  let retry: number | undefined;
  const parser = createParser({
    onEvent: ({ id, data }) => {
      const parsed = { id, event: JSON.parse(data) as Frame['event'] };
      frames.push(parsed);
      onFrame?.(parsed);
    },
    onComment: (comment) => comments.push(comment.trim()),
    onRetry: (ms) => (retry = ms),
  });
  try {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
  }
  return { status: response.status, frames, comments, retry };
}

/** The types of the events, text deltas and the like folded into one. */
export function typesOf({ frames }: Streamed): string[] {
  const types = frames.map(({ event }) => event.type);
  return types.filter((type, index) => type !== types[index - 1]);
}

export function lastOf({ frames }: Streamed): JsonObject & { type: string } {
  const last = frames.at(-1);
  if (!last) throw new Error('the stream brought nothing');
  return last.event;
}

/** The assistant's text. */
export function textOf({ frames }: Streamed): string {
  return frames
    .map(({ event }) => (event.type === 'TEXT_MESSAGE_CONTENT' ? String(event['delta']) : ''))
    .join('');
}

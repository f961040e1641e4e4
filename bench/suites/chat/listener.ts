/** One chat stream, read as cheaply as possible: when each token arrived, against when the model gave it. */
import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
/** Words that were joined on the way arrive as one delta. */
const DELTA = /"delta":"([\d. ]+)"/g;

/** What a stream brought. */
export interface Heard {
  /** Milliseconds between the model's word and ours, one for each token. */
  readonly lateness: readonly number[];
  /** Milliseconds from the request to the first token. */
  readonly first: number;
  /** When the request was sent, as `performance.now()`. */
  readonly started: number;
  readonly finished: boolean;
}

/** Tokens heard so far by all streams of this process. */
export const heardSoFar = { tokens: 0, firsts: 0 };

/** Runs one message through a server of the chat. */
export function listen(url: string, token: string): Promise<Heard> {
  const id = randomUUID();
  const body = JSON.stringify({ threadId: id, runId: id, messages: [{ id, role: 'user', content: 'go' }] });
  return read(
    `${url}/api/chat/runs`,
    { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    body,
  );
}

/** The same answer straight from the model. */
export function listenDirect(model: string): Promise<Heard> {
  const body = JSON.stringify({ model: 'm', input: 'go', stream: true });
  return read(`${model}/openai/v1/responses`, {}, body);
}

function read(url: string, headers: Record<string, string>, body: string): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const lateness: number[] = [];
    let first = 0;
    let rest = '';
    const call = request(url, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', ...headers },
    });
    call.on('error', reject);
    call.on('response', (response) => {
      response.setEncoding('utf8');
      response.on('error', reject);
      response.on('data', (chunk: string) => {
        const now = performance.now();
        const text = rest + chunk;
        const end = text.lastIndexOf('\n\n');
        rest = end < 0 ? text : text.slice(end);
        for (const match of (end < 0 ? '' : text.slice(0, end)).matchAll(DELTA)) {
          if (lateness.length === 0) {
            first = now - started;
            heardSoFar.firsts += 1;
          }
          for (const said of (match[1] ?? '').trim().split(' ')) {
            lateness.push(now - Number(said));
            heardSoFar.tokens += 1;
          }
        }
      });
      response.on('end', () => resolve({ lateness, first, started, finished: response.statusCode === 200 }));
    });
    call.end(body);
  });
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

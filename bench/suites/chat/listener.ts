/** One chat stream, read as cheaply as possible: when each token arrived, against when the model said it. */
import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
/** Words that were joined on the way arrive as one delta. */
const DELTA = /"type":"TEXT_MESSAGE_CONTENT"[^\n]*?"delta":"([\d. ]+)"/g;

/** What a stream brought. */
export interface Heard {
  /** Milliseconds between the model's word and ours, one for each token. */
  readonly lateness: readonly number[];
  /** Milliseconds from the request to the first token. */
  readonly first: number;
  readonly finished: boolean;
}

/** Runs one message through the product. */
export function listen(url: string, token: string): Promise<Heard> {
  const id = randomUUID();
  const body = JSON.stringify({ threadId: id, runId: id, messages: [{ id, role: 'user', content: 'go' }] });
  return read(
    `${url}/api/chat/runs`,
    { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    body,
    DELTA,
  );
}

/** The same answer straight from the model: the floor. */
export function listenDirect(model: string): Promise<Heard> {
  const body = JSON.stringify({ model: 'm', input: 'go', stream: true });
  return read(`${model}/openai/v1/responses`, {}, body, /"delta":"([\d. ]+)"/g);
}

function read(url: string, headers: Record<string, string>, body: string, pattern: RegExp): Promise<Heard> {
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
        for (const match of (end < 0 ? '' : text.slice(0, end)).matchAll(pattern)) {
          if (lateness.length === 0) first = now - started;
          for (const said of (match[1] ?? '').trim().split(' ')) lateness.push(now - Number(said));
        }
      });
      response.on('end', () => resolve({ lateness, first, finished: response.statusCode === 200 }));
    });
    call.end(body);
  });
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

import { request } from 'node:http';

/** An answer as it came; `body` is empty where it was no JSON object. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What to send; `headers` is the raw list, so that a header may stand in it twice. */
export interface Question {
  readonly method?: 'GET' | 'POST';
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** Asks over HTTP without any client library that would tidy the request up. */
export function ask(url: string, question: Question = {}): Promise<Answer> {
  const headers = [['host', new URL(url).host], ...(question.headers ?? [])];
  // Without a length Node would announce an empty chunked body, which Fastify refuses for want of a type.
  if (question.method === 'POST') {
    headers.push(['content-length', String(Buffer.byteLength(question.body ?? ''))]);
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: question.method ?? 'GET', headers: headers.flat() },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(question.body);
  });
}

/** Asks with a bearer token; `POST /mcp` gets a JSON-RPC body. */
export function askWith(token: string, url: string): Promise<Answer> {
  const authorization = ['authorization', `Bearer ${token}`] as const;
  if (!url.endsWith('/mcp')) return ask(url, { headers: [authorization] });
  const json = ['content-type', 'application/json'] as const;
  const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
  return ask(url, { method: 'POST', headers: [authorization, json], body });
}

/** Reads the parameters of a Bearer challenge. */
export function parametersOf(answer: Answer): Readonly<Record<string, string>> {
  const header = String(answer.headers['www-authenticate'] ?? '');
  return Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

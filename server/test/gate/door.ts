import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { Product } from '../support/product.js';

/** One way into the product: a REST route, the MCP endpoint, the chat's event stream. */
export interface Door {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: readonly (readonly [string, string])[];
  body(): string | undefined;
}

const JSON_BODY = ['content-type', 'application/json'] as const;

/** The three kinds of door that the contract names. */
export const DOORS = {
  REST: { path: '/api/me', method: 'GET', headers: [], body: () => undefined },
  MCP: {
    path: '/mcp',
    method: 'POST',
    headers: [
      JSON_BODY,
      ['accept', 'application/json, text/event-stream'],
      ['mcp-protocol-version', '2025-11-25'],
    ],
    body: () => JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
  },
  stream: {
    path: '/api/chat/runs',
    method: 'POST',
    headers: [JSON_BODY, ['accept', 'text/event-stream']],
    body: () =>
      JSON.stringify({
        threadId: randomUUID(),
        runId: randomUUID(),
        messages: [{ id: randomUUID(), role: 'user', content: 'Hello' }],
        tools: [],
        context: [],
        state: {},
        forwardedProps: {},
      }),
  },
} as const satisfies Record<string, Door>;

/** Name of a door. */
export type DoorName = keyof typeof DOORS;
export const DOOR_NAMES = Object.keys(DOORS) as readonly DoorName[];

/** What came back. `problem` is the JSON body of a refusal, at `/mcp` with a JSON-RPC error beside it. */
export interface Knock {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parameters of the Bearer challenge; `undefined` where there is none. */
  readonly challenge: Readonly<Record<string, string>> | undefined;
  readonly problem: Readonly<Record<string, unknown>>;
}

/** Knocks with exactly these headers: no client library tidies them up, so one may come twice. */
export function knock(
  product: Product,
  name: DoorName,
  headers: readonly (readonly [string, string])[],
  query = '',
): Promise<Knock> {
  const door: Door = DOORS[name];
  const body = door.body();
  const { host } = new URL(product.url);
  const all = [['host', host], ...door.headers, ...headers];
  if (body !== undefined) all.push(['content-length', String(Buffer.byteLength(body))]);
  return new Promise((resolve, reject) => {
    const outgoing = request(product.url + door.path + query, { method: door.method, headers: all.flat() });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const type = incoming.headers['content-type'] ?? '';
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: incoming.statusCode ?? 0,
          type,
          headers: incoming.headers,
          challenge: challengeOf(incoming.headers['www-authenticate']),
          problem: type.includes('json') ? (JSON.parse(text) as Record<string, unknown>) : {},
        });
      });
    });
    outgoing.end(body);
  });
}

/** Knocks with a bearer token. */
export function knockWith(product: Product, name: DoorName, token: string): Promise<Knock> {
  return knock(product, name, [['authorization', `Bearer ${token}`]]);
}

/** URL of the metadata that a challenge at this door must name. */
export function metadataOf(product: Product, name: DoorName): string {
  const root = `${product.url}/.well-known/oauth-protected-resource`;
  return name === 'MCP' ? `${root}/mcp` : root;
}

function challengeOf(header: string | undefined): Readonly<Record<string, string>> | undefined {
  if (header === undefined) return undefined;
  const pairs = [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value] as const);
  return { scheme: header.split(' ', 1)[0] ?? '', ...(Object.fromEntries(pairs) as Record<string, string>) };
}

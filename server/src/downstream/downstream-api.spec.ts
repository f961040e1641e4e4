import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExchangedToken, ExchangeRequest, TokenExchanger, UserAssertion } from '#libs/obo';
import { DownstreamApi } from './downstream-api.js';
import { GraphClient } from './graph.client.js';
import { SearchClient } from './search.client.js';

const user: UserAssertion = { token: 'incoming', tid: 'tenant', oid: 'ada', appOnly: false };

/** Counts what is exchanged and forgotten; the exchange itself has its own specs. */
class CountingExchanger {
  readonly asked: ExchangeRequest[] = [];
  forgotten = 0;

  exchange(_user: UserAssertion, request: ExchangeRequest): Promise<ExchangedToken> {
    this.asked.push(request);
    return Promise.resolve({ accessToken: `exchanged-${String(this.asked.length)}` } as ExchangedToken);
  }

  forget(): void {
    this.forgotten += 1;
  }
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

describe('downstream clients', () => {
  let server: Server;
  let answers: Answer[];
  let seen: { url: string; headers: IncomingMessage['headers']; body: string }[];
  let exchanger: CountingExchanger;
  let graph: GraphClient;
  let search: SearchClient;

  const json =
    (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
    (_request, response) => {
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    };

  beforeEach(async () => {
    answers = [];
    seen = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        seen.push({ url: request.url ?? '', headers: request.headers, body });
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        answer?.(request, response, body);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const options = {
      graphEndpoint: origin,
      search: { endpoint: `${origin}/search/`, index: 'hand book' },
      requestTimeoutMs: 200,
    };
    exchanger = new CountingExchanger();
    const api = new DownstreamApi(exchanger as unknown as TokenExchanger, options);
    graph = new GraphClient(api, options);
    search = new SearchClient(api, options);
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });

  const fault = async (call: Promise<unknown>): Promise<Record<string, unknown>> => {
    const [result] = await Promise.allSettled([call]);
    return (result as PromiseRejectedResult).reason as Record<string, unknown>;
  };

  it('reads the profile with the exchanged token and never with the incoming one', async () => {
    answers = [json(200, { id: '1', displayName: 'Ada', mail: null, extra: 'x' })];
    expect(await graph.me(user)).toEqual({ id: '1', displayName: 'Ada' });
    expect(exchanger.asked[0]?.scopes).toEqual([graph.scope]);
    expect(seen[0]?.url).toMatch(/^\/v1\.0\/me\?\$select=id,displayName,/);
    expect(seen[0]?.headers.authorization).toBe('Bearer exchanged-1');
    expect(JSON.stringify(seen)).not.toContain('incoming');
  });

  it('searches in the wire format of Azure AI Search and reads whatever the index calls its fields', async () => {
    const value = [
      { '@search.score': 2.5, id: 'a', title: 'Travel', content: 'By train.', url: 'https://h/a' },
      { '@search.score': 1, chunk_id: 'b', chunk: 'By plane.' },
    ];
    answers = [json(200, { '@odata.count': 7, value })];
    expect(await search.search(user, { query: 'travel', top: 99 })).toEqual({
      count: 7,
      documents: [
        { id: 'a', title: 'Travel', url: 'https://h/a', content: 'By train.', score: 2.5 },
        { id: 'b', title: 'b', content: 'By plane.', score: 1 },
      ],
    });
    expect(seen[0]?.url).toMatch(
      /^\/search\/indexes\/hand%20book\/docs\/search\?api-version=\d{4}-\d\d-\d\d/,
    );
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ search: 'travel', top: 50, count: true });
    expect(seen[0]?.headers['x-ms-query-source-authorization']).toBe('Bearer exchanged-1');
    expect(exchanger.asked[0]?.resource).toBe('https://search.azure.com');
  });

  it('turns a claims challenge of the API into a step-up of ours', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true}}}';
    const header = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
    answers = [json(401, {}, { 'www-authenticate': header })];
    expect(await fault(search.search(user, { query: 'x' }))).toMatchObject({
      code: 'step_up_required',
      claims,
    });
    expect(seen).toHaveLength(1);
  });

  it('tries once more with another token where the API refuses one without a challenge', async () => {
    answers = [json(401, {}), json(200, { id: '1' })];
    expect((await graph.me(user)).id).toBe('1');
    expect([exchanger.forgotten, seen[1]?.headers.authorization]).toEqual([1, 'Bearer exchanged-2']);
    answers = [json(401, {})];
    expect(await fault(graph.me(user))).toMatchObject({ code: 'downstream_failed', status: 502 });
  });

  it('waits out a short Retry-After once, and hands a long one on', async () => {
    answers = [json(429, {}, { 'retry-after': '0' }), json(200, { id: '1' })];
    expect((await graph.me(user)).id).toBe('1');
    answers = [json(503, {}, { 'retry-after': '120', 'request-id': 'abc-123' })];
    expect(await fault(graph.me(user))).toMatchObject({
      code: 'downstream_unavailable',
      retryAfterSeconds: 120,
      correlationId: 'abc-123',
    });
    expect(seen).toHaveLength(3);
  });

  it.each([
    ['a refusal', json(403, { error: 'secret detail' }), 'downstream_forbidden'],
    ['a server fault', json(500, {}), 'downstream_failed'],
    ['an answer of another shape', json(200, []), 'downstream_failed'],
    ['no JSON', ((_q, response) => void response.end('<html>')) as Answer, 'downstream_failed'],
    [
      'a redirect',
      ((_q, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()) as Answer,
      'downstream_unavailable',
    ],
    ['a cut connection', ((_q, response) => void response.destroy()) as Answer, 'downstream_unavailable'],
    ['silence', (() => undefined) as Answer, 'downstream_timeout'],
  ])('says in a code what %s means, and nothing of the answer', async (_what, answer, code) => {
    answers = [answer];
    const error = await fault(graph.me(user));
    expect(error['code']).toBe(code);
    expect(`${String(error['message'])}${JSON.stringify(error)}`).not.toContain('secret detail');
  });

  it('cancels the call when the caller goes away', async () => {
    const gone = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answers = [
        (request) => {
          request.socket.once('close', () => resolve());
          gone.abort(new Error('gone'));
        },
      ];
    });
    expect((await fault(graph.me(user, gone.signal)))['message']).toBe('gone');
    await closed;
  });
});

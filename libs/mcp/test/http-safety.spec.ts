import helmet from '@fastify/helmet';
import { modern } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

const HEADERS = {
  authorization: 'Bearer ada',
  accept: 'application/json, text/event-stream',
  'content-type': 'application/json',
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': 'tools/call',
  'mcp-name': 'echo',
};

describe('the endpoint over HTTP', () => {
  let sample: Sample;
  beforeAll(async () => {
    sample = await startSample({ allowedOrigins: ['https://inspector.example'] }, [], async (app) => {
      await app.register(helmet);
    });
  });
  afterAll(() => sample.close());
  const post = (headers: object = {}, body: unknown = modern(), url = sample.url): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { ...HEADERS, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it.each(['https://evil.example', 'null', 'http://localhost:3001'])(
    'refuses the origin %s',
    async (origin) => {
      expect((await post({ origin })).status).toBe(403);
    },
  );

  it.each(['http://localhost:3000', 'https://inspector.example'])('serves the origin %s', async (origin) => {
    expect((await post({ origin })).status).toBe(200);
  });

  it('answers 413 beyond 1 MiB', async () => {
    const response = await post({}, modern({ params: { arguments: { text: 'x'.repeat(1024 * 1024) } } }));
    expect(response.status).toBe(413);
  });

  it('takes a body just under 1 MiB', async () => {
    const response = await post({}, modern({ params: { arguments: { text: 'x'.repeat(1024 * 1000) } } }));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('xxx');
  });

  it.each(['GET', 'DELETE'])('answers %s with 405 and what is allowed', async (method) => {
    const response = await fetch(sample.url, { method, headers: { authorization: 'Bearer ada' } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('asks for credentials before it says anything about a body', async () => {
    expect((await post({ authorization: '' }, '{"broken')).status).toBe(403);
    expect((await post({ authorization: '' }, 'x'.repeat(1024 * 1025))).status).toBe(403);
  });

  it.each([
    ['a JSON answer', 'echo', { text: 'hi' }, {}],
    ['an event stream', 'count', { to: 2 }, { progressToken: 1 }],
    [
      'an answer of the SDK handler',
      'echo',
      { text: 'hi' },
      { 'io.modelcontextprotocol/clientInfo': { name: 'r', version: '1', icons: [] } },
    ],
  ])('keeps the security headers of the application on %s', async (_what, name, args, meta) => {
    const response = await post({ 'mcp-name': name }, modern({ params: { name, arguments: args }, meta }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toMatch(/hi|counted to 2/);
  });

  it('aborts a tool when its client disconnects', async () => {
    const abort = new AbortController();
    const waiting = fetch(sample.url, {
      method: 'POST',
      headers: { ...HEADERS, 'mcp-name': 'wait' },
      body: JSON.stringify(modern({ params: { name: 'wait', arguments: {} } })),
      signal: abort.signal,
    });
    await sample.tools.waiting;
    abort.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await sample.tools.allAborted;
    expect(sample.tools.aborted).toBe(1);
  });

  it('says that lists are for this caller only, and for how long', async () => {
    const list = modern({ top: { method: 'tools/list' } });
    const response = await post({ 'mcp-method': 'tools/list' }, list);
    expect(await response.json()).toMatchObject({ result: { ttlMs: 60_000, cacheScope: 'private' } });
  });
});

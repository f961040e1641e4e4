import { type Answer, fault, json, ServedApi, user } from './served-api.js';

describe('faults of downstream APIs', () => {
  let api: ServedApi;

  beforeEach(async () => {
    api = await ServedApi.start();
  });
  afterEach(() => api.stop());

  it('waits out a short Retry-After once, and hands a long one on', async () => {
    api.answers = [json(429, {}, { 'retry-after': '0' }), json(200, { id: '1' })];
    expect((await api.clients().graph.me(user)).id).toBe('1');
    api.answers = [json(503, {}, { 'retry-after': '120', 'request-id': 'abc-123' })];
    expect(await fault(api.clients().graph.me(user))).toMatchObject({
      code: 'downstream_unavailable',
      retryAfterSeconds: 120,
      correlationId: 'abc-123',
    });
    expect(api.seen).toHaveLength(3);
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
  ])('says in a code what %s means, and nothing of the answer', async (_what, answer, code) => {
    api.answers = [answer];
    const error = await fault(api.clients().graph.me(user));
    expect(error['code']).toBe(code);
    expect(`${String(error['message'])}${JSON.stringify(error)}`).not.toContain('secret detail');
  });

  it('cancels the call when the caller goes away', async () => {
    const gone = new AbortController();
    const closed = new Promise<void>((resolve) => {
      api.answers = [
        (request) => {
          request.socket.once('close', () => resolve());
          gone.abort(new Error('gone'));
        },
      ];
    });
    expect((await fault(api.clients().graph.me(user, gone.signal)))['message']).toBe('gone');
    await closed;
  });

  it('does not wait for an API that keeps silent', async () => {
    api.answers = [() => undefined];
    const error = await fault(api.clients(50).graph.me(user));
    expect(error).toMatchObject({ code: 'downstream_timeout', status: 504 });
  });
});

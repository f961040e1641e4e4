import { randomUUID } from 'node:crypto';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient, lastOf, textOf } from './support/chat-client.js';
import { FAILED, FILTERED, status, stream, TEXT } from './support/model-faults.js';
import { frame, type Reply } from './support/scripted-model.js';

/** What the service does, the code the chat tells, the HTTP status in JSON mode. */
const FAULTS: readonly [string, NonNullable<Reply['raw']>, string, number][] = [
  ['a refused key', status(401, { code: '401', message: 'Access denied' }), 'model_unauthorized', 502],
  ['a missing role', status(403, { code: 'PermissionDenied' }), 'model_unauthorized', 502],
  ['a missing deployment', status(404, { code: 'DeploymentNotFound' }), 'deployment_not_found', 502],
  ['a filtered prompt', status(400, { ...FILTERED, param: 'prompt', status: 400 }), 'content_filter', 422],
  [
    'a conversation that is too long',
    status(400, { code: 'context_length_exceeded' }),
    'context_length',
    422,
  ],
  ['a request the service does not understand', status(400, { code: 'unsupported' }), 'internal', 500],
  [
    'a broken service',
    status(500, { code: 'InternalServerError' }, { 'retry-after-ms': '1' }),
    'model_unavailable',
    503,
  ],
  ['a failed answer', stream(TEXT, FAILED), 'model_unavailable', 503],
  [
    'a failed answer with a late reason',
    stream(TEXT, FAILED, `event: error\ndata: ${JSON.stringify({ error: FILTERED })}\n\n`),
    'content_filter',
    422,
  ],
  [
    'an answer cut by the filter',
    stream(
      TEXT,
      frame({
        type: 'response.incomplete',
        response: { output: [], incomplete_details: { reason: 'content_filter' } },
      }),
    ),
    'content_filter',
    422,
  ],
  ['an answer without an end', stream(TEXT), 'model_unavailable', 503],
  ['a malformed frame', stream(TEXT, 'data: {"type":\n\n'), 'model_unavailable', 503],
  [
    'a rate limit inside the answer',
    stream(
      frame({ type: 'response.failed', response: { output: [], error: { code: 'rate_limit_exceeded' } } }),
    ),
    'rate_limited',
    429,
  ],
  [
    'a cut connection',
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(TEXT);
      setTimeout(() => response.destroy(), 20);
    },
    'model_unavailable',
    503,
  ],
  [
    'a silent service',
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(TEXT);
    },
    'model_unavailable',
    503,
  ],
];

describe('a fault of the model', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    chat = await startChat({ idleTimeoutMs: 300 });
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());

  it.each(FAULTS)(
    '%s ends the stream with its code, and is a problem in JSON mode',
    async (_, raw, code, expected) => {
      chat.model.say({ raw });
      expect(lastOf(await ada.stream('hi'))).toMatchObject({
        type: 'RUN_ERROR',
        code,
        message: expect.any(String),
      });
      const { status: got, body } = await ada.ask('hi');
      expect(got).toBe(expected);
      expect(body).toMatchObject({ code, status: expected });
    },
  );

  it('tells a long wait at once, with the correlation id', async () => {
    const before = chat.model.calls.length;
    chat.model.say({ raw: status(429, { code: '429' }, { 'retry-after': '86400' }) });
    const last = lastOf(await ada.stream('hi'));
    expect(last).toMatchObject({
      code: 'rate_limited',
      metadata: { retryAfterMs: 3_600_000, correlationId: 'corr-1' },
    });
    expect(chat.model.calls.length - before).toBe(1);
    const response = await ada.request(
      'POST',
      '/chat/runs',
      { threadId: 't', runId: randomUUID(), messages: [{ role: 'user', content: 'x' }] },
      { accept: 'application/json' },
    );
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('3600');
  });

  it('sits a short wait out', async () => {
    const before = chat.model.calls.length;
    chat.model.say({ raw: status(429, { code: '429' }, { 'retry-after-ms': '5' }) }, { text: 'there' });
    expect(textOf(await ada.stream('hi'))).toBe('there');
    expect(chat.model.calls.length - before).toBe(2);
  });

  it('never tells the words of the service or its key', async () => {
    chat.model.say({ raw: status(401, { code: '401', message: 'secret detail model-key' }) });
    const streamed = await ada.stream('hi');
    expect(JSON.stringify(streamed)).not.toMatch(/secret detail|model-key/);
  });

  it('answers 503 where no model is configured', async () => {
    const bare = await startChat({ model: undefined });
    try {
      const answer = await new ChatClient(bare.url, 'token.ada').ask('hi');
      expect(answer).toMatchObject({ status: 503, body: { code: 'chat_not_configured' } });
    } finally {
      await bare.stop();
    }
  });
});

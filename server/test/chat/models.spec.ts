import { ChatCompletionsModel } from '../../src/chat/model/chat-completions.js';
import type { Model, ModelEnd, ModelMessage, ModelPart, ModelRequest } from '../../src/chat/model/model.js';
import type { ModelOptions } from '../../src/chat/model/openai-client.js';
import { ResponsesModel } from '../../src/chat/model/responses.js';
import { ScriptedModel } from './support/scripted-model.js';

type Answered = ModelPart | ({ type: 'end' } & ModelEnd);

async function collect(model: Model, request: ModelRequest): Promise<Answered[]> {
  const all: Answered[] = [];
  const end = await model.answer(request, (part) => all.push(part));
  return [...all, { type: 'end', ...end }];
}

const TOOLS = [{ name: 'torii__echo', description: 'Echo', parameters: { type: 'object', properties: {} } }];
const HISTORY: readonly ModelMessage[] = [
  { role: 'user', text: 'hi' },
  { role: 'assistant', text: 'wait', calls: [{ id: 'c1', name: 'torii__echo', arguments: '{"a":1}' }] },
  { role: 'tool', callId: 'c1', output: 'done' },
];

describe.each(['responses', 'chat-completions'] as const)('the model behind %s', (api) => {
  const service = new ScriptedModel();
  let endpoint = '';
  beforeAll(async () => (endpoint = await service.start()));
  afterAll(() => service.stop());

  const answer = async (options: object = { apiKey: 'key' }): Promise<Answered[]> => {
    const model = createModel({
      endpoint: `${endpoint}/`,
      deployment: 'dep',
      api,
      idleTimeoutMs: 2000,
      ...options,
    });
    const request = {
      instructions: 'be brief',
      messages: HISTORY,
      tools: TOOLS,
      signal: new AbortController().signal,
    };
    return collect(model, request);
  };

  it('gives text, calls and usage', async () => {
    service.say({ text: ['a', 'b'], calls: [{ name: 'torii__echo', arguments: { x: 1 }, id: 'c9' }] });
    const events = await answer();
    expect(events.flatMap((event) => (event.type === 'text' ? [event.delta] : []))).toEqual(['a', 'b']);
    expect(events).toContainEqual({ type: 'call', id: 'c9', name: 'torii__echo' });
    expect(events).toContainEqual({ type: 'call-end', id: 'c9', arguments: '{"x":1}' });
    expect(events.at(-1)).toMatchObject({
      type: 'end',
      usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 },
    });
  });

  it('asks on the v1 path, with the key in its own header or a token as bearer', async () => {
    service.say({ text: 'ok' });
    await answer();
    const call = service.calls.at(-1);
    expect(call?.path).toBe(api === 'responses' ? '/openai/v1/responses' : '/openai/v1/chat/completions');
    expect(call?.headers).toMatchObject({ 'api-key': 'key' });
    expect(call?.headers.authorization).toBeUndefined();
    await answer({ token: () => Promise.resolve('entra') });
    expect(service.calls.at(-1)?.headers).toMatchObject({ authorization: 'Bearer entra' });
    expect(service.calls.at(-1)?.headers['api-key']).toBeUndefined();
  });

  it('keeps each call next to its result', async () => {
    service.say({ text: 'ok' });
    await answer();
    const body = service.calls.at(-1)?.body as { input?: object[]; messages?: object[] } | undefined;
    if (api === 'responses')
      expect(body?.input?.slice(2)).toEqual([
        { type: 'function_call', call_id: 'c1', name: 'torii__echo', arguments: '{"a":1}' },
        { type: 'function_call_output', call_id: 'c1', output: 'done' },
      ]);
    else
      expect(body?.messages?.slice(2)).toMatchObject([
        { role: 'assistant', content: 'wait', tool_calls: [{ id: 'c1', function: { name: 'torii__echo' } }] },
        { role: 'tool', tool_call_id: 'c1', content: 'done' },
      ]);
  });

  it('tells a token that cannot be had as its own fault', async () => {
    const token = () => Promise.reject(new Error('secret reason'));
    await expect(answer({ token })).rejects.toMatchObject({ code: 'model_unauthorized' });
    await expect(answer({})).rejects.toMatchObject({ code: 'model_unauthorized' });
  });

  it('ends with the reason of an abort, never as if the answer were complete', async () => {
    service.say({
      raw: (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(),
    });
    const stop = new AbortController();
    const model = createModel({ endpoint, deployment: 'dep', api, idleTimeoutMs: 60_000, apiKey: 'k' });
    const request = { instructions: '', messages: HISTORY, tools: [], signal: stop.signal };
    const waiting = collect(model, request);
    setTimeout(() => stop.abort(new Error('enough')), 50);
    await expect(waiting).rejects.toThrow('enough');
  });

  it('refuses an unreachable service by code', async () => {
    await expect(answer({ endpoint: 'http://127.0.0.1:9', apiKey: 'k' })).rejects.toMatchObject({
      code: 'model_unavailable',
    });
  });
});

const createModel = (options: ModelOptions) =>
  options.api === 'responses' ? new ResponsesModel(options) : new ChatCompletionsModel(options);

describe('encrypted reasoning', () => {
  it('is given back to the deployment that made it, in its place, and to no other', async () => {
    const service = new ScriptedModel();
    const endpoint = await service.start();
    try {
      service.say({ reasoning: 'cipher', calls: [{ name: 'torii__echo', id: 'c1' }] }, { text: 'ok' });
      const base = { endpoint, api: 'responses' as const, idleTimeoutMs: 2000, apiKey: 'k' };
      const { signal } = new AbortController();
      const user: ModelMessage = { role: 'user', text: 'hi' };
      const first = createModel({ ...base, deployment: 'one' });
      const events = await collect(first, { instructions: '', messages: [user], tools: TOOLS, signal });
      const end = events.at(-1);
      const reasoning = end?.type === 'end' ? end.reasoning : undefined;
      const calls = [{ id: 'c1', name: 'torii__echo', arguments: '{}' }];
      const messages: ModelMessage[] = [
        user,
        { role: 'assistant', text: '', calls, ...(reasoning ? { reasoning } : {}) },
        { role: 'tool', callId: 'c1', output: 'x' },
      ];
      await collect(first, { instructions: '', messages, tools: TOOLS, signal });
      const same = service.calls.at(-1)?.body as
        | { input: { type?: string }[]; include: string[] }
        | undefined;
      expect(same?.input.map(({ type }) => type)).toEqual([
        undefined,
        'reasoning',
        'function_call',
        'function_call_output',
      ]);
      expect(same?.include).toEqual(['reasoning.encrypted_content']);
      const second = createModel({ ...base, deployment: 'two' });
      await collect(second, { instructions: '', messages, tools: TOOLS, signal });
      expect(JSON.stringify(service.calls.at(-1)?.body)).not.toContain('cipher');
    } finally {
      await service.stop();
    }
  });
});

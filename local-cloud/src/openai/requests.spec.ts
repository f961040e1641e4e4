import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KEY, serveModel, type ServedModel } from './loopback.spec-support.js';

let asked: readonly string[] = [];
let model: ServedModel;
beforeAll(async () => {
  model = await serveModel({
    verify: (request, audiences) => {
      asked = audiences;
      return Promise.resolve(
        request.headers.get('authorization')?.endsWith('.good') ? { oid: 'x' } : undefined,
      );
    },
  });
});
afterAll(() => model.close());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly error: {
    readonly code?: string;
    readonly param?: string;
    readonly message?: string;
    readonly type?: string;
  };
}

async function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = { 'api-key': KEY },
): Promise<Answer> {
  const response = await fetch(`${model.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { error } = (await response.json()) as { error?: Answer['error'] | null };
  return { status: response.status, headers: response.headers, error: error ?? {} };
}

const good = { model: 'local-standin', input: 'hello' };

describe('who may use the model', () => {
  it.each([
    ['a key in api-key', { 'api-key': KEY }, 200],
    ['a key as Bearer', { authorization: `Bearer ${KEY}` }, 200],
    ['a good token', { authorization: 'Bearer a.b.good' }, 200],
    ['a bad token', { authorization: 'Bearer a.b.bad' }, 401],
    ['a wrong key', { 'api-key': 'wrong' }, 401],
    ['a wrong key beside a good token', { 'api-key': 'wrong', authorization: 'Bearer a.b.good' }, 401],
    ['a wrong key as Bearer', { authorization: 'Bearer wrong' }, 401],
    ['nothing', {}, 401],
  ])('%s', async (_name, headers, status) => {
    const answer = await post('/openai/v1/responses', good, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('apim-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.error.code).toBe(
      status === 200
        ? undefined
        : Object.values(headers).some((value) => value.endsWith('.bad'))
          ? 'Unauthorized'
          : '401',
    );
  });

  it('accepts tokens for both audiences of the service', async () => {
    await post('/openai/v1/responses', good, { authorization: 'Bearer a.b.good' });
    expect(asked).toEqual(['https://ai.azure.com', 'https://cognitiveservices.azure.com']);
  });
});

const call = { type: 'function_call', call_id: 'c1', name: 't', arguments: '{}' };
const tool = (name: string, parameters: unknown = { type: 'object' }) => [
  { type: 'function', name, parameters },
];

describe('bodies that break the rules of Responses', () => {
  it.each([
    ['no JSON', '{', null, null],
    ['no model', { input: 'x' }, 'model', 'missing_required_parameter'],
    ['no input', { model: 'local-standin' }, 'input', 'missing_required_parameter'],
    ['a number as input', { ...good, input: 5 }, 'input', 'invalid_type'],
    ['an empty input', { ...good, input: [] }, 'input', 'invalid_value'],
    [
      'an unknown role',
      { ...good, input: [{ role: 'boss', content: 'x' }] },
      'input[0].role',
      'invalid_value',
    ],
    [
      'an image',
      { ...good, input: [{ role: 'user', content: [{ type: 'input_image' }] }] },
      'input[0].content[0].type',
      'invalid_value',
    ],
    [
      'an output without its call',
      { ...good, input: [{ type: 'function_call_output', call_id: 'c9', output: 'x' }] },
      'input',
      null,
    ],
    ['a call without its output', { ...good, input: [{ role: 'user', content: 'x' }, call] }, 'input', null],
    ['a stream that is no boolean', { ...good, stream: 'yes' }, 'stream', 'invalid_type'],
    ['a tool name with a space', { ...good, tools: tool('bad name') }, 'tools[0].name', 'invalid_value'],
    [
      'a tool name of 65 characters',
      { ...good, tools: tool('x'.repeat(65)) },
      'tools[0].name',
      'string_above_max_length',
    ],
    [
      'a schema that is no object',
      { ...good, tools: tool('t', { type: 'string' }) },
      'tools[0].parameters',
      'invalid_function_parameters',
    ],
    ['a hosted tool', { ...good, tools: [{ type: 'web_search' }] }, 'tools[0].type', 'invalid_value'],
    [
      'a choice of a tool not offered',
      { ...good, tool_choice: { type: 'function', name: 'no' } },
      'tool_choice',
      'invalid_value',
    ],
    [
      'too few output tokens',
      { ...good, max_output_tokens: 1 },
      'max_output_tokens',
      'integer_below_min_value',
    ],
    [
      'a stored response',
      { ...good, previous_response_id: 'resp_1' },
      'previous_response_id',
      'previous_response_not_found',
    ],
    [
      'too long a conversation',
      { ...good, input: 'word '.repeat(120_000) },
      'input',
      'context_length_exceeded',
    ],
  ])('%s', async (_name, body, param, code) => {
    const answer = await post('/openai/v1/responses', body);
    expect(answer).toMatchObject({ status: 400, error: { type: 'invalid_request_error', param, code } });
  });
});

const chat = (messages: unknown, rest: object = {}) => ({ model: 'local-standin', messages, ...rest });
const calling = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'c1', type: 'function', function: { name: 't', arguments: '{}' } }],
};

describe('bodies that break the rules of Chat Completions', () => {
  it.each([
    ['no messages', { model: 'local-standin' }, 'messages'],
    ['empty messages', chat([]), 'messages'],
    ['messages that are no array', chat('hello'), 'messages'],
    ['a message without content', chat([{ role: 'user' }]), 'messages[0].content'],
    ['an unknown role', chat([{ role: 'boss', content: 'x' }]), 'messages[0].role'],
    [
      'a tool message without its call',
      chat([{ role: 'tool', tool_call_id: 'c1', content: 'x' }]),
      'messages[0].role',
    ],
    ['a call without its tool message', chat([calling, { role: 'user', content: 'x' }]), 'messages[1]'],
    ['a call at the end', chat([{ role: 'user', content: 'x' }, calling]), 'messages'],
    [
      'a tool without a function',
      chat([{ role: 'user', content: 'x' }], { tools: [{ type: 'function' }] }),
      'tools[0].function',
    ],
  ])('%s', async (_name, body, param) => {
    const answer = await post('/openai/v1/chat/completions', body);
    expect(answer).toMatchObject({ status: 400, error: { type: 'invalid_request_error', param } });
  });
});

describe('unknown paths and deployments', () => {
  it('answers DeploymentNotFound for an unknown deployment', async () => {
    const answer = await post('/openai/v1/responses', { ...good, model: 'missing-model' });
    expect(answer).toMatchObject({ status: 404, error: { code: 'DeploymentNotFound' } });
  });

  it('answers 404 for unknown paths and leaves foreign ones to others', async () => {
    expect(await post('/openai/v1/embeddings', {})).toMatchObject({ status: 404, error: { code: '404' } });
    expect((await fetch(`${model.url}/other`)).status).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AzureOpenAI } from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { KEY, serveModel, type ServedModel } from '../loopback.spec-support.js';
import { PRODUCT } from '../../planner/planner-tools.spec-support.js';

const tools = PRODUCT.map(({ name, description, parameters }) => ({
  type: 'function' as const,
  function: { name, description, parameters: { ...parameters } },
}));
const JOURNEY = 'Who am I, and what do our documents say about the travel policy?';
const user = (content: string) => [{ role: 'user' as const, content }];

let model: ServedModel;
beforeAll(async () => {
  model = await serveModel();
});
afterAll(() => model.close());

describe('POST /openai/v1/chat/completions through the real client', () => {
  it('streams tool calls as Azure does: filter chunk, role, deltas, finish reason, usage', async () => {
    const stream = await model.client.chat.completions.create({
      model: 'local-standin',
      messages: user(JOURNEY),
      tools,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]).toMatchObject({
      choices: [],
      id: '',
      model: '',
      prompt_filter_results: [{ prompt_index: 0 }],
    });
    expect(chunks[1]?.choices[0]?.delta).toMatchObject({ role: 'assistant' });
    const parts = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    expect(new Set(parts.map((part) => part.index))).toEqual(new Set([0, 1]));
    const second = parts.filter((part) => part.index === 1);
    expect(second[0]).toMatchObject({
      id: expect.stringMatching(/^call_/),
      function: { name: 'torii__search_documents', arguments: '' },
    });
    expect(JSON.parse(second.map((part) => part.function?.arguments ?? '').join(''))).toEqual({
      query: 'travel policy',
    });
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('tool_calls');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
  });

  it('works with the client’s own stream helper', async () => {
    const stream = model.client.chat.completions.stream({
      model: 'local-standin',
      messages: user('hello'),
      tools,
    });
    const completion = await stream.finalChatCompletion();
    expect(completion.choices[0]?.finish_reason).toBe('stop');
    expect(completion.choices[0]?.message.content).toContain('rules, not AI');
  });

  it('answers in one piece and goes on from tool messages', async () => {
    const first = await model.client.chat.completions.create({
      model: 'local-standin',
      messages: user('Who am I?'),
      tools,
    });
    const message = first.choices[0]?.message;
    const call = message?.tool_calls?.[0];
    expect(call).toMatchObject({ function: { name: 'torii__get_user_info', arguments: '{}' } });
    const second = await model.client.chat.completions.create({
      model: 'local-standin',
      tools,
      messages: [
        ...user('Who am I?'),
        { role: 'assistant', content: null, tool_calls: message?.tool_calls ?? [] },
        {
          role: 'tool',
          tool_call_id: call?.id ?? '',
          content: '{"identity":{"name":"Ada Lovelace","upn":"ada@contoso.example"}}',
        },
      ],
    });
    expect(second.choices[0]?.message.content).toContain('You are **Ada Lovelace** (ada@contoso.example).');
    expect(second).toMatchObject({
      choices: [{ content_filter_results: { hate: { filtered: false, severity: 'safe' } } }],
    });
  });

  it('serves the dated route of the Azure client, which needs an api-version', async () => {
    const azure = new AzureOpenAI({
      endpoint: model.url,
      apiKey: KEY,
      apiVersion: '2025-04-01-preview',
      maxRetries: 0,
    });
    const answer = await azure.chat.completions.create({ model: 'local-standin', messages: user('hello') });
    expect(answer.choices[0]?.message.role).toBe('assistant');
    const bare = await fetch(`${model.url}/openai/deployments/local-standin/chat/completions`, {
      method: 'POST',
      headers: { 'api-key': KEY },
      body: JSON.stringify({ messages: user('hello') }),
    });
    expect(bare.status).toBe(404);
  });

  it('refuses function tools on the reasoning deployment and points to Responses', async () => {
    const asked = model.client.chat.completions.create({
      model: 'local-reasoning',
      messages: user('hello'),
      tools,
    });
    await expect(asked).rejects.toMatchObject({ status: 400, param: 'reasoning_effort' });
    const plain = await model.client.chat.completions.create({
      model: 'local-reasoning',
      messages: user('hello'),
    });
    expect(plain.choices[0]?.finish_reason).toBe('stop');
  });

  it('ends with reason length at the caller’s token limit', async () => {
    const answer = await model.client.chat.completions.create({
      model: 'local-standin',
      messages: user('hello'),
      tools,
      max_completion_tokens: 5,
    });
    expect(answer.choices[0]?.finish_reason).toBe('length');
  });

  it('lists its deployments', async () => {
    const names: string[] = [];
    for await (const entry of await model.client.models.list()) names.push(entry.id);
    expect(names).toEqual(['local-standin', 'local-reasoning']);
    expect(await model.client.models.retrieve('local-standin')).toMatchObject({ object: 'model' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResponseInput, ResponseStreamEvent } from 'openai/resources/responses/responses';
import { serveModel, type ServedModel } from '../loopback.spec-support.js';
import { PRODUCT } from '../../planner/planner-tools.spec-support.js';

const tools = PRODUCT.map(({ name, description, parameters }) => ({
  type: 'function' as const,
  name,
  description,
  parameters: { ...parameters },
  strict: false,
}));
const JOURNEY = 'Who am I, and what do our documents say about the travel policy?';

let model: ServedModel;
beforeAll(async () => {
  model = await serveModel();
});
afterAll(() => model.close());

async function collect(
  input: string | ResponseInput,
  name = 'local-standin',
  include?: ['reasoning.encrypted_content'],
) {
  const stream = model.client.responses.stream({
    model: name,
    input,
    tools,
    store: false,
    ...(include ? { include } : {}),
  });
  const events: ResponseStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return { events, final: await stream.finalResponse() };
}

function compact(events: readonly ResponseStreamEvent[]): readonly string[] {
  const types = events.map(({ type }) => type.replace('response.', ''));
  return types.filter((type, index) => type !== types[index - 1]);
}

describe('POST /openai/v1/responses through the real client', () => {
  it('streams two parallel tool calls in the order of the real service', async () => {
    const { events, final } = await collect(JOURNEY);
    const call = [
      'output_item.added',
      'function_call_arguments.delta',
      'function_call_arguments.done',
      'output_item.done',
    ];
    expect(compact(events)).toEqual(['created', 'in_progress', ...call, ...call, 'completed']);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_event, index) => index));
    expect(
      final.output.map((item) =>
        item.type === 'function_call' ? [item.name, JSON.parse(item.arguments)] : [],
      ),
    ).toEqual([
      ['torii__get_user_info', {}],
      ['torii__search_documents', { query: 'travel policy' }],
    ]);
  });

  it('streams text whose deltas are the final text', async () => {
    const { events, final } = await collect('Tell me a joke');
    const deltas = events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : ''));
    expect(deltas.join('')).toBe(final.output_text);
    expect(final.output_text).toContain('rules, not AI');
    expect(compact(events)).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'content_part.added',
      'output_text.delta',
      'output_text.done',
      'content_part.done',
      'output_item.done',
      'completed',
    ]);
  });

  it('answers from the results that the caller sends back', async () => {
    const first = await model.client.responses.create({ model: 'local-standin', input: JOURNEY, tools });
    const outputs: Record<string, unknown> = {
      torii__get_user_info: {
        identity: { name: 'Ada Lovelace', upn: 'ada@contoso.example', oid: 'o-1' },
        checks: [],
      },
      torii__search_documents: {
        count: 1,
        documents: [
          {
            id: 't',
            title: 'Travel policy',
            url: 'https://handbook.contoso.example/t',
            content: 'The travel policy applies to every trip.',
          },
        ],
      },
    };
    const input: ResponseInput = [{ role: 'user', content: JOURNEY }];
    for (const item of first.output) {
      if (item.type !== 'function_call') continue;
      input.push(item);
      input.push({
        type: 'function_call_output',
        call_id: item.call_id,
        output: JSON.stringify(outputs[item.name]),
      });
    }
    const second = await model.client.responses.create({ model: 'local-standin', input, tools });
    expect(second.output_text).toContain('**Ada Lovelace**');
    expect(second.output_text).toContain('[Travel policy](https://handbook.contoso.example/t)');
    expect(second.usage?.total_tokens).toBeGreaterThan(50);
  });

  it('gives usage, Azure content filters and ids that are new for every answer', async () => {
    const one = await model.client.responses.create({ model: 'local-standin', input: 'hello' });
    const two = await model.client.responses.create({ model: 'local-standin', input: 'hello' });
    expect(one.usage).toMatchObject({ input_tokens: expect.any(Number), output_tokens: expect.any(Number) });
    expect(
      (one as unknown as { content_filters: { source_type: string }[] }).content_filters.map(
        (f) => f.source_type,
      ),
    ).toEqual(['prompt', 'completion']);
    expect(one.id).toMatch(/^resp_[0-9a-f]{32}$/);
    expect(two.id).not.toBe(one.id);
    expect(one.output_text).toBe(two.output_text);
  });

  it('gives the same ids again after a restart', async () => {
    const ids: string[] = [];
    for (const _run of [1, 2]) {
      const fresh = await serveModel();
      ids.push((await fresh.client.responses.create({ model: 'local-standin', input: 'hello' })).id);
      await fresh.close();
    }
    expect(ids[0]).toBe(ids[1]);
  });

  it('emits a reasoning item first on the reasoning deployment, encrypted where asked for', async () => {
    const { final } = await collect(JOURNEY, 'local-reasoning', ['reasoning.encrypted_content']);
    expect(final.output.map((item) => item.type)).toEqual(['reasoning', 'function_call', 'function_call']);
    expect(final.output[0]).toMatchObject({ encrypted_content: expect.stringMatching(/^[\w+/=]{40,}$/) });
  });

  it('makes one call at a time where parallel calls are forbidden', async () => {
    const response = await model.client.responses.create({
      model: 'local-standin',
      input: JOURNEY,
      tools,
      parallel_tool_calls: false,
    });
    expect(response.output.filter((item) => item.type === 'function_call')).toHaveLength(1);
  });

  it('honours tool_choice none, required and a named tool', async () => {
    const ask = async (
      tool_choice: 'none' | 'required' | { type: 'function'; name: string },
      input: string,
    ) => {
      const response = await model.client.responses.create({
        model: 'local-standin',
        input,
        tools,
        tool_choice,
      });
      return response.output.map((item) => (item.type === 'function_call' ? item.name : item.type));
    };
    expect(await ask('none', 'Who am I?')).toEqual(['message']);
    expect(await ask('required', 'Tell me a joke')).toEqual(['torii__secure_ping']);
    expect(await ask({ type: 'function', name: 'torii__search_documents' }, 'remote work')).toEqual([
      'torii__search_documents',
    ]);
  });

  it('ends as incomplete at the caller’s token limit', async () => {
    const response = await model.client.responses.create({
      model: 'local-standin',
      input: 'hello',
      tools,
      max_output_tokens: 16,
    });
    expect(response.status).toBe('incomplete');
    expect(response.incomplete_details).toEqual({ reason: 'max_output_tokens' });
    expect(response.usage?.output_tokens).toBeLessThanOrEqual(32);
  });
});

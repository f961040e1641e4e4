import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { APIConnectionError } from 'openai';
import { drillOf, type ModelDrill, withoutDrills } from './drill.js';
import { KEY, serveModel, type ServedModel } from './loopback.spec-support.js';
import { paceOf } from './pace.js';
import { asking, called, PRODUCT } from '../planner/planner-tools.spec-support.js';
import { loopStep } from './drill-steps.js';

let settings: ModelDrill | undefined;
let model: ServedModel;
beforeAll(async () => {
  model = await serveModel({ drills: () => settings });
});
afterAll(() => model.close());

const ask = (input: string) => model.client.responses.create({ model: 'local-standin', input });
const talk = (content: string) =>
  model.client.chat.completions.create({ model: 'local-standin', messages: [{ role: 'user', content }] });

async function drain(input: string) {
  const stream = await model.client.responses.create({ model: 'local-standin', input, stream: true });
  const types: string[] = [];
  for await (const event of stream) types.push(event.type);
  return types;
}

describe('drill phrases in the last user message', () => {
  it.each([
    ['!401', 401, '401'],
    ['hello !404', 404, 'DeploymentNotFound'],
    ['!429 7', 429, '429'],
    ['!500', 500, 'InternalServerError'],
    ['!503 please', 503, 'ServiceUnavailable'],
    ['!filter', 400, 'content_filter'],
    ['!context', 400, 'context_length_exceeded'],
  ])('%s answers %i on both wires', async (phrase, status, code) => {
    await expect(ask(phrase)).rejects.toMatchObject({ status, code });
    await expect(talk(phrase)).rejects.toMatchObject({ status, code });
  });

  it('names the seconds to wait with a 429', async () => {
    const error = await ask('!429 7').catch((caught: unknown) => caught);
    expect((error as { headers: Headers }).headers.get('retry-after')).toBe('7');
  });

  it('says which category refused a prompt', async () => {
    await expect(ask('!filter')).rejects.toMatchObject({
      error: {
        innererror: {
          code: 'ResponsibleAIPolicyViolation',
          content_filter_result: { jailbreak: { filtered: true } },
        },
      },
    });
  });

  it('!filter-mid fails in mid-answer and sends the reason in one more frame', async () => {
    await expect(drain('hello !filter-mid')).rejects.toMatchObject({
      code: 'content_filter',
      error: { param: 'completion' },
    });
  });

  it('!filter-cut ends as incomplete, or with finish_reason content_filter', async () => {
    expect((await drain('hello !filter-cut')).at(-1)).toBe('response.incomplete');
    expect((await talk('hello !filter-cut')).choices[0]?.finish_reason).toBe('content_filter');
  });

  it('!drop cuts the socket in mid-answer', async () => {
    await expect(drain('hello !drop')).rejects.toThrow();
    await expect(ask('hello !drop')).rejects.toBeInstanceOf(APIConnectionError);
  });

  it('!badjson sends a frame that is not JSON', async () => {
    await expect(drain('hello !badjson')).rejects.toBeInstanceOf(SyntaxError);
  });

  it('!hang stays silent until the caller leaves', async () => {
    const leave = new AbortController();
    const response = await fetch(`${model.url}/openai/v1/responses`, {
      method: 'POST',
      signal: leave.signal,
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ model: 'local-standin', input: '!hang', stream: true }),
    });
    const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    expect(first).toContain('response.created');
    const rest = reader.read().then(async () => reader.read());
    leave.abort();
    await expect(rest).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('!bigresult answers with more than 100 KB', async () => {
    expect((await ask('!bigresult')).output_text.length).toBeGreaterThan(100_000);
  });

  it('!loop calls a harmless tool in every round, never the same call twice', () => {
    const once = loopStep(asking('!loop'));
    const twice = loopStep(
      asking([{ kind: 'user', text: '!loop' }, ...called('c1', 'torii__search_documents', {}, {})], PRODUCT),
    );
    expect(once).toMatchObject({ kind: 'calls', calls: [{ arguments: { query: 'loop 1' } }] });
    expect(twice).toMatchObject({ kind: 'calls', calls: [{ arguments: { query: 'loop 2' } }] });
  });

  it('!slow waits seconds for the first token, whatever the pace', () => {
    expect(paceOf('instant', drillOf('hi !slow'))).toEqual({ firstMs: 3000, eachMs: 125 });
    expect(paceOf('human', {})).toMatchObject({ firstMs: 250 });
    expect(paceOf('instant', {})).toEqual({ firstMs: 0, eachMs: 0 });
  });

  it('leaves the question as it was without the phrase', () => {
    expect(withoutDrills('who am I !slow')).toBe('who am I');
    expect(drillOf('the price is great!429')).toEqual({});
  });
});

describe('drill settings', () => {
  it('apply to every request while they are set', async () => {
    settings = { status: 429, retryAfter: 2 };
    await expect(ask('hello')).rejects.toMatchObject({ status: 429 });
    settings = undefined;
    expect((await ask('hello')).status).toBe('completed');
  });
});

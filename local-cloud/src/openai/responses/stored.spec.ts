import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PRODUCT } from '../../planner/planner-tools.spec-support.js';
import { serveModel, type ServedModel } from '../loopback.spec-support.js';

const tools = PRODUCT.map(({ name, description, parameters }) => ({
  type: 'function' as const,
  name,
  description,
  parameters: { ...parameters },
  strict: false,
}));

let model: ServedModel;
beforeAll(async () => {
  model = await serveModel();
});
afterAll(() => model.close());

const ask = (body: object) =>
  model.client.responses.create({ model: 'local-standin', tools, input: 'Who am I?', ...body });

describe('stored responses', () => {
  it('are gone on from by previous_response_id, with the outputs of their calls alone', async () => {
    const first = await ask({});
    const [call] = first.output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
    expect(call?.name).toBe('torii__get_user_info');
    const output = JSON.stringify({ name: 'Ada Lovelace' });
    const input = [{ type: 'function_call_output', call_id: call?.call_id, output }];
    const second = await ask({ previous_response_id: first.id, input });
    expect(second.output_text).toContain('Ada Lovelace');
    expect(second.previous_response_id).toBe(first.id);
    const third = await ask({ previous_response_id: second.id, input: 'Thank you!' });
    expect(third.status).toBe('completed');
  });

  it('ask for the outputs of their calls, as a whole conversation does', async () => {
    const first = await ask({});
    await expect(ask({ previous_response_id: first.id, input: 'And now?' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('No tool output found'),
    });
  });

  it('are kept from streams too, read back, and deleted', async () => {
    const stream = model.client.responses.stream({ model: 'local-standin', input: 'Hello' });
    const final = await stream.finalResponse();
    expect((await model.client.responses.retrieve(final.id)).output_text).toBe(final.output_text);
    await model.client.responses.delete(final.id);
    await expect(model.client.responses.retrieve(final.id)).rejects.toMatchObject({ status: 404 });
  });

  it('are not there with store: false', async () => {
    const first = await ask({ store: false, input: 'Hello' });
    await expect(ask({ previous_response_id: first.id })).rejects.toMatchObject({
      status: 400,
      code: 'previous_response_not_found',
    });
  });
});

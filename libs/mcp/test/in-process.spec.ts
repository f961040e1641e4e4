import { isInputRequiredResult } from '@modelcontextprotocol/client';
import { InProcessMcp } from '../src/index.js';
import { startSample, type Sample } from './sample.js';

const ADA = { name: 'ada', scopes: ['Notes.Read'] };

describe('the in-process connection', () => {
  let sample: Sample;
  beforeAll(async () => void (sample = await startSample()));
  afterAll(() => sample.close());
  const connect = (caller: unknown = ADA, client = {}) =>
    sample.app.get(InProcessMcp).connect(caller, { client });

  it('lists and calls as its caller', async () => {
    const client = await connect();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).not.toContain('write');
    const result = await client.callTool({ name: 'who', arguments: {} });
    expect(result.structuredContent).toMatchObject({ before: 'ada' });
    await client.close();
  });

  it('rejects with code and fully qualified scopes where a scope is missing', async () => {
    const client = await connect();
    await expect(client.callTool({ name: 'write', arguments: {} })).rejects.toMatchObject({
      code: 'insufficient_scope',
      status: 403,
      scopes: ['api://sample/Notes.Write'],
    });
    await client.close();
  });

  it('hands a question back, and goes on with its answer', async () => {
    const client = await connect(ADA, { capabilities: { elicitation: {} } });
    const call = { name: 'ask', arguments: { what: 'delete it' } };
    const asked: unknown = await client.callTool(call, { allowInputRequired: true });
    if (!isInputRequiredResult(asked)) throw new Error('expected a question');
    const [key, question] = Object.entries(asked.inputRequests ?? {})[0] ?? [];
    expect(question).toMatchObject({
      method: 'elicitation/create',
      params: { message: 'Really delete it?' },
    });
    const answers = { [String(key)]: { action: 'accept' as const, content: { sure: true } } };
    const again = { ...call, inputResponses: answers, requestState: asked.requestState };
    const answered = await client.callTool(again);
    expect(answered.structuredContent).toEqual({ what: 'delete it', sure: true });
    await client.close();
  });

  it('refuses an answer that was given for other arguments', async () => {
    const client = await connect(ADA, { capabilities: { elicitation: {} } });
    const asked: unknown = await client.callTool(
      { name: 'ask', arguments: { what: 'a' } },
      { allowInputRequired: true },
    );
    if (!isInputRequiredResult(asked)) throw new Error('expected a question');
    const inputResponses = { 'question-1': { action: 'accept' as const, content: { sure: true } } };
    const moved = { name: 'ask', arguments: { what: 'b' }, inputResponses, requestState: asked.requestState };
    await expect(client.callTool(moved)).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });

  it('aborts the call that its client cancels, and no other one', async () => {
    const client = await connect();
    const abort = new AbortController();
    const [waiting, other] = [
      client.callTool({ name: 'wait', arguments: {} }, { signal: abort.signal }),
      client.callTool({ name: 'who', arguments: { pauseMs: 20 } }),
    ];
    await sample.tools.waiting;
    abort.abort('enough');
    await expect(waiting).rejects.toThrow('enough');
    expect((await other).structuredContent).toMatchObject({ after: 'ada' });
    expect(sample.tools.aborted).toBe(1);
    await client.close();
  });

  it('hears progress', async () => {
    const client = await connect();
    const steps: number[] = [];
    await client.callTool(
      { name: 'count', arguments: { to: 2 } },
      { onprogress: ({ progress }) => void steps.push(progress) },
    );
    expect(steps).toEqual([1, 2]);
    await client.close();
  });
});

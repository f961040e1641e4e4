import { randomUUID } from 'node:crypto';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient, lastOf, textOf, type Streamed } from './support/chat-client.js';
import { first, interruptsOf, resolved, type Interrupt } from './support/interrupted.js';

describe('an interrupt', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    chat = await startChat();
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());
  beforeEach(() => chat.tools.calls.splice(0));

  const ask = (name: string, given: unknown, threadId: string): Promise<Streamed> => {
    chat.model.say({ calls: [{ name: `torii__${name}`, arguments: given }] }, { text: 'done' });
    return ada.stream('do it', { threadId });
  };

  it('asks before a tool that is not read-only, runs it once when approved, and goes on', async () => {
    const threadId = randomUUID();
    const asked = first(await ask('note_delete', { id: '3' }, threadId));
    expect(asked).toMatchObject({
      reason: 'tool_approval',
      responseSchema: { required: ['approved'] },
      metadata: { server: 'Torii', tool: 'note_delete', arguments: { id: '3' } },
    });
    expect(chat.tools.calls).toEqual([]);
    const resume = [resolved(asked.id, { approved: true })];
    const after = await ada.stream(undefined, { threadId, resume });
    expect(chat.tools.calls).toMatchObject([{ tool: 'note_delete', arguments: { id: '3' } }]);
    expect(after.frames.map(({ event }) => event.type)).not.toContain('TOOL_CALL_START');
    const result = after.frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;
    expect(result).toMatchObject({ toolCallId: asked.toolCallId, content: 'deleted 3' });
    expect(textOf(after)).toBe('done');
    const again = await ada.json('POST', '/chat/runs', { threadId, runId: randomUUID(), resume });
    expect(again).toMatchObject({ status: 409, body: { code: 'interrupt_answered' } });
    expect(chat.tools.calls).toHaveLength(1);
  });

  it('tells the model that a call was denied', async () => {
    const threadId = randomUUID();
    const asked = first(await ask('note_delete', { id: '3' }, threadId));
    const after = await ada.stream(undefined, {
      threadId,
      resume: [resolved(asked.id, { approved: false })],
    });
    expect(chat.tools.calls).toEqual([]);
    const result = after.frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;
    expect(result?.['metadata']).toMatchObject({ isError: true, structuredContent: { code: 'denied' } });
    expect(JSON.stringify(chat.model.calls.at(-1)?.body)).toContain('denied this call');
  });

  it('runs with the arguments the person edited, and says so to the model', async () => {
    const threadId = randomUUID();
    const asked = first(await ask('note_delete', { id: '3' }, threadId));
    const payload = { approved: true, arguments: { id: '4' } };
    await ada.stream(undefined, { threadId, resume: [resolved(asked.id, payload)] });
    expect(chat.tools.calls).toMatchObject([{ arguments: { id: '4' } }]);
    expect(JSON.stringify(chat.model.calls.at(-1)?.body)).toContain('changed its arguments');
  });

  it('remembers an allowance for the chat, and for always', async () => {
    const threadId = randomUUID();
    const asked = first(await ask('note_delete', { id: '1' }, threadId));
    const resume = [resolved(asked.id, { approved: true, remember: 'chat' })];
    await ada.stream(undefined, { threadId, resume });
    expect(lastOf(await ask('note_delete', { id: '2' }, threadId))).toMatchObject({
      outcome: { type: 'success' },
    });
    const other = randomUUID();
    const elsewhere = first(await ask('note_delete', { id: '3' }, other));
    const always = [resolved(elsewhere.id, { approved: true, remember: 'always' })];
    await ada.stream(undefined, { threadId: other, resume: always });
    expect(lastOf(await ask('note_delete', { id: '4' }, randomUUID()))).toMatchObject({
      outcome: { type: 'success' },
    });
    const { body } = await ada.json('GET', '/tools');
    const { servers } = body as { servers: { tools: { name: string; policy: string }[] }[] };
    expect(servers[0]?.tools.find(({ name }) => name === 'note_delete')?.policy).toBe('run');
    const bob = new ChatClient(chat.url, 'token.bob');
    chat.model.say({ calls: [{ name: 'torii__note_delete', arguments: { id: '5' } }] });
    expect(first(await bob.stream('delete')).reason).toBe('tool_approval');
  });

  it('puts several questions at once, gives results that need none, and wants all answers in one request', async () => {
    const threadId = randomUUID();
    const calls = [
      { name: 'torii__note_delete', arguments: { id: '1' } },
      { name: 'torii__needs_consent' },
      { name: 'torii__echo', arguments: { text: 'now' } },
    ];
    chat.model.say({ calls }, { text: 'all done' });
    const bob = new ChatClient(chat.url, 'token.bob');
    const streamed = await bob.stream('do all', { threadId });
    const asked = interruptsOf(streamed);
    expect(asked.map(({ reason }) => reason).toSorted()).toEqual(['auth_consent', 'tool_approval']);
    expect(streamed.frames.filter(({ event }) => event.type === 'TOOL_CALL_RESULT')).toHaveLength(1);
    const [one, two] = asked as [Interrupt, Interrupt];
    const some = await bob.json('POST', '/chat/runs', {
      threadId,
      runId: randomUUID(),
      resume: [resolved(one.id, { approved: true })],
    });
    expect(some).toMatchObject({
      status: 409,
      body: { code: 'interrupts_open', detail: expect.stringContaining(two.id) },
    });
    expect(await bob.ask('something else', { threadId })).toMatchObject({
      status: 409,
      body: { code: 'interrupts_open' },
    });
    const resume = asked.map(({ id, reason }) =>
      resolved(id, reason === 'tool_approval' ? { approved: true } : {}),
    );
    const fresh = new ChatClient(chat.url, 'fresh.bob');
    const after = await fresh.stream(undefined, { threadId, resume });
    expect(after.frames.filter(({ event }) => event.type === 'TOOL_CALL_RESULT')).toHaveLength(2);
    expect(textOf(after)).toBe('all done');
  });

  it('names what is wrong with an answer and keeps the question open', async () => {
    const threadId = randomUUID();
    const bob = new ChatClient(chat.url, 'token.bob');
    chat.model.say({ calls: [{ name: 'torii__note_delete', arguments: { id: '1' } }] }, { text: 'ok' });
    const asked = first(await bob.stream('delete', { threadId }));
    const send = (resume: unknown) =>
      bob.json('POST', '/chat/runs', { threadId, runId: randomUUID(), resume });
    expect(await send([resolved(asked.id, {})])).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'resume.0.payload.approved' }] },
    });
    expect(await send([resolved('int_unknown', {})])).toMatchObject({
      status: 400,
      body: { code: 'interrupt_unknown' },
    });
    expect(await send([{ interruptId: asked.id, status: 'maybe' }])).toMatchObject({ status: 400 });
    const { body } = await bob.json('GET', `/chat/threads/${threadId}`);
    expect(body).toMatchObject({ runs: [{ state: 'interrupt', interrupts: [{ id: asked.id }] }] });
    expect((await send([resolved(asked.id, { approved: true })])).status).toBe(200);
  });

  it('lets a question expire: the call fails and a new message is taken', async () => {
    const brief = await startChat({ limits: { interruptMs: 1 } });
    try {
      const client = new ChatClient(brief.url, 'token.ada');
      const threadId = randomUUID();
      brief.model.say({ calls: [{ name: 'torii__note_delete', arguments: { id: '1' } }] }, { text: 'ok' });
      const asked = first(await client.stream('delete', { threadId }));
      const late = await client.json('POST', '/chat/runs', {
        threadId,
        runId: randomUUID(),
        resume: [resolved(asked.id, { approved: true })],
      });
      expect(late).toMatchObject({ status: 409, body: { code: 'interrupt_expired' } });
      expect(await client.ask('never mind', { threadId })).toMatchObject({
        status: 200,
        body: { response: 'ok' },
      });
      expect(brief.tools.calls).toEqual([]);
    } finally {
      await brief.stop();
    }
  });
});

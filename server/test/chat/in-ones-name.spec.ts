import { randomUUID } from 'node:crypto';
import { type Product, startProduct } from '../support/product.js';
import { ChatClient, type JsonObject, lastOf, type Streamed } from './support/chat-client.js';
import { first, resolved } from './support/interrupted.js';

const SEARCH = 'What do our documents say about the travel policy?';

describe('what a run does in the name of a person', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  beforeEach(() => product.cloud.resetDrills());
  afterAll(() => product.close());

  const client = async (user: 'ada' | 'carla' | 'guest'): Promise<ChatClient> =>
    new ChatClient(product.url, await product.cloud.issueToken({ user }));
  const resultOf = (streamed: Streamed): JsonObject => {
    const result = streamed.frames.findLast(({ event }) => event.type === 'TOOL_CALL_RESULT');
    if (result === undefined) throw new Error('no tool gave a result');
    return result.event['metadata'] as JsonObject;
  };
  const storedResult = async (who: ChatClient, threadId: string): Promise<JsonObject> => {
    const { body } = await who.json('GET', `/chat/threads/${threadId}`);
    const messages = body['messages'] as readonly { role: string; metadata: JsonObject }[];
    return messages.findLast(({ role }) => role === 'tool')?.metadata ?? {};
  };
  const addNote = async (who: ChatClient, title: string, remember?: string): Promise<string> => {
    const threadId = randomUUID();
    const asked = first(
      await who.stream(`Add a note titled "${title}" with the text "see you at noon"`, { threadId }),
    );
    const payload = { approved: true, ...(remember === undefined ? {} : { remember }) };
    await who.stream(undefined, { threadId, resume: [resolved(asked.id, payload)] });
    return threadId;
  };

  it('shows the note itself before it is deleted, and only to its owner', async () => {
    const ada = await client('ada');
    await addNote(ada, 'Embassy');
    const threadId = randomUUID();
    const asked = first(await ada.stream('Delete my note about "Embassy"', { threadId }));
    expect(asked.metadata).toMatchObject({
      tool: 'notes_delete',
      preview: { title: 'Embassy', text: 'see you at noon', createdAt: expect.stringMatching(/^20/) },
    });
    const resume = [resolved(asked.id, { approved: false })];
    const denied = await ada.stream(undefined, { threadId, resume });
    expect(resultOf(denied)).toMatchObject({ isError: true, declined: true });
    expect(await storedResult(ada, threadId)).toMatchObject({ isError: true, declined: true });
  });

  it('runs what the person changed, and keeps what the model wrote', async () => {
    const ada = await client('ada');
    const threadId = randomUUID();
    const asked = first(await ada.stream('Add a note titled "Lunhc" with the text "noon"', { threadId }));
    const changed = { title: 'Lunch', text: 'noon' };
    const payload = { approved: true, arguments: changed };
    const after = await ada.stream(undefined, { threadId, resume: [resolved(asked.id, payload)] });
    expect(resultOf(after)).toMatchObject({
      isError: false,
      editedArguments: changed,
      structuredContent: changed,
    });
    expect(asked.metadata['arguments']).toMatchObject({ title: 'Lunhc' });
  });

  it('lists what was allowed, and asks again once it is taken back', async () => {
    const carla = await client('carla');
    const threadId = await addNote(carla, `Allowed ${Date.now()}`, 'always');
    const list = async (who: ChatClient) =>
      (await who.json('GET', '/tools/allowances')).body['allowances'] as readonly JsonObject[];
    const [allowance] = await list(carla);
    expect(allowance).toEqual({
      id: expect.any(String),
      server: 'Torii',
      tool: 'notes_add',
      since: expect.stringMatching(/^20/),
    });
    const free = await carla.stream(`Add a note titled "Free ${Date.now()}" with the text "Call Ben"`, {
      threadId,
    });
    expect(resultOf(free)).toMatchObject({ isError: false, structuredContent: { text: 'Call Ben' } });

    const other = await client('guest');
    expect(await list(other)).toEqual([]);
    const path = `/tools/allowances/${String(allowance?.['id'])}`;
    expect((await other.json('DELETE', path)).body).toMatchObject({
      status: 404,
      code: 'allowance_not_found',
    });
    expect((await carla.json('DELETE', path)).status).toBe(204);
    expect(await list(carla)).toEqual([]);
    const asked = first(
      await carla.stream(`Add a note titled "Asked ${Date.now()}" with the text "Call Ben"`, { threadId }),
    );
    expect(asked.reason).toBe('tool_approval');
  });

  it('names the chat that an allowance holds in', async () => {
    const guest = await client('guest');
    const threadId = await addNote(guest, `Here ${Date.now()}`, 'chat');
    const { body } = await guest.json('GET', '/tools/allowances');
    expect(body['allowances']).toEqual([
      expect.objectContaining({ threadId, threadTitle: expect.stringContaining('Here') }),
    ]);
  });

  it('keeps the claims of the token that a call used, before and after its exchange, and never the token', async () => {
    const ada = await client('ada');
    const threadId = randomUUID();
    const streamed = await ada.stream(SEARCH, { threadId });
    const stored = await storedResult(ada, threadId);
    expect(stored).toMatchObject({
      audience: 'https://search.azure.com',
      token: {
        credential: 'client-secret',
        fromCache: expect.any(Boolean),
        claims: { aud: 'https://search.azure.com', name: 'Ada Lovelace' },
      },
      incoming: { name: 'Ada Lovelace', scp: expect.stringContaining('access_as_user') },
    });
    expect(JSON.stringify([stored, streamed.frames])).not.toMatch(/eyJ[\w-]{20,}\./);
  });

  it('asks a guest as a guest', async () => {
    const threadId = randomUUID();
    const guest = await client('guest');
    await guest.stream(SEARCH, { threadId });
    expect(await storedResult(guest, threadId)).toMatchObject({
      structuredContent: { askedAs: 'guest' },
    });
  });

  it.each([false, true])(
    'interrupts the run when the session has ended (token in the cache: %s), and goes on after the next sign-in',
    async (cached) => {
      const token = await product.cloud.issueToken({ user: 'ada', claims: { xms_cc: ['cp1'] } });
      const ada = new ChatClient(product.url, token);
      if (cached) await ada.stream(SEARCH);
      product.cloud.drill({ revoke: ['ada'] });
      const threadId = randomUUID();
      const asked = first(await ada.stream(SEARCH, { threadId }));
      expect(asked).toMatchObject({ reason: 'auth_claims' });
      const again = await client('ada');
      const after = await again.stream(undefined, { threadId, resume: [resolved(asked.id, {})] });
      expect(lastOf(after)).toMatchObject({ outcome: { type: 'success' } });
      expect(resultOf(after)).toMatchObject({ isError: false });
    },
  );
});

it('keeps no claims where TOKEN_INSPECTOR is off', async () => {
  const product = await startProduct({ settings: { TOKEN_INSPECTOR: 'off' } });
  const ada = new ChatClient(product.url, await product.cloud.issueToken({ user: 'ada' }));
  const streamed = await ada.stream(SEARCH);
  await product.close();
  const result = streamed.frames.findLast(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;
  expect(result?.['metadata']).toMatchObject({ token: { audience: 'https://search.azure.com' } });
  expect(JSON.stringify(result?.['metadata'])).not.toMatch(/"claims"|"incoming"/);
});

import { randomUUID } from 'node:crypto';
import { EventSchema } from '@ag-ui/core/schemas';
import { startProduct, type Product } from '../support/product.js';
import { Database } from '../../src/store/database.js';
import { ChatClient, lastOf, textOf } from './support/chat-client.js';
import { first, resolved } from './support/interrupted.js';

describe('the chat of the whole product', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it('answers the question of the front page with two tool calls', async () => {
    const ada = new ChatClient(product.url, await product.cloud.issueToken({ user: 'ada' }));
    const streamed = await ada.stream('Who am I, and what do our documents say about the travel policy?');
    for (const { event } of streamed.frames) EventSchema.parse(event);
    const started = streamed.frames
      .filter(({ event }) => event.type === 'TOOL_CALL_START')
      .map(({ event }) => event['toolCallName']);
    expect(started.toSorted()).toEqual(['get_user_info', 'search_documents']);
    expect(textOf(streamed)).toMatch(/Ada/);
    expect(textOf(streamed)).toMatch(/travel/i);
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
  });

  it('asks Ben for consent inside the conversation, and tells the model when he does not give it', async () => {
    const ben = new ChatClient(product.url, await product.cloud.issueToken({ user: 'ben' }));
    const threadId = randomUUID();
    const asked = first(await ben.stream('What do our documents say about the travel policy?', { threadId }));
    expect(asked).toMatchObject({
      reason: 'auth_consent',
      metadata: { code: 'consent_required', entraCode: 'AADSTS65001', correlationId: expect.any(String) },
    });
    expect(asked.metadata['scopes']).toEqual([expect.stringContaining('https://search.azure.com/')]);
    const resume = [{ interruptId: asked.id, status: 'cancelled' }];
    const after = await ben.stream(undefined, { threadId, resume });
    expect(lastOf(after)).toMatchObject({ outcome: { type: 'success' } });
  });

  it('lets Carla confirm her sign-in, then finishes the same call with her new token', async () => {
    const carla = new ChatClient(product.url, await product.cloud.issueToken({ user: 'carla' }));
    const threadId = randomUUID();
    const asked = first(
      await carla.stream('What do our documents say about the travel policy?', { threadId }),
    );
    expect(asked).toMatchObject({
      reason: 'auth_claims',
      metadata: { claims: expect.stringContaining('access_token') },
    });
    const stronger = new ChatClient(
      product.url,
      await product.cloud.issueToken({ user: 'carla', mfa: true }),
    );
    const after = await stronger.stream(undefined, { threadId, resume: [resolved(asked.id, {})] });
    const result = after.frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;
    expect(result).toMatchObject({ toolCallId: asked.toolCallId, metadata: { isError: false } });
    expect(textOf(after)).toMatch(/travel/i);
  });

  it('asks before a note is written, then for the scope it needs, then writes it', async () => {
    const { cloud, url, app } = product;
    const ada = new ChatClient(url, await cloud.issueToken({ user: 'ada', scopes: ['access_as_user'] }));
    const threadId = randomUUID();
    const asked = first(await ada.stream('Add a note "Lunch" saying meet Ben at noon', { threadId }));
    expect(asked).toMatchObject({
      reason: 'tool_approval',
      metadata: { tool: 'notes_add', server: 'Torii' },
    });
    const again = first(
      await ada.stream(undefined, { threadId, resume: [resolved(asked.id, { approved: true })] }),
    );
    expect(again).toMatchObject({ reason: 'auth_consent', toolCallId: asked.toolCallId });
    expect(again.metadata['scopes']).toContainEqual(expect.stringContaining('/Notes.ReadWrite'));
    expect(again.metadata).toMatchObject({
      resource: expect.stringMatching(/^api:\/\/[^/]+$/),
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const scopes = ['access_as_user', 'Notes.ReadWrite'];
    const granted = new ChatClient(url, await cloud.issueToken({ user: 'ada', scopes }));
    const after = await granted.stream(undefined, { threadId, resume: [resolved(again.id, {})] });
    expect(lastOf(after)).toMatchObject({ outcome: { type: 'success' } });
    const notes = await app.get<Database>(Database).selectFrom('notes').select('title').execute();
    expect(notes).toHaveLength(1);
  });

  it('lists the tools of this server and of Microsoft Learn', async () => {
    const response = await product.request('/api/tools');
    const { servers } = (await response.json()) as {
      servers: { name: string; state: string; tools: { name: string; policy: string }[] }[];
    };
    expect(servers.map(({ state }) => state)).toEqual(['ready', 'ready']);
    const policies = new Map(servers.flatMap(({ tools }) => tools.map(({ name, policy }) => [name, policy])));
    expect(policies.get('microsoft_docs_search')).toBe('run');
    expect(policies.get('search_documents')).toBe('run');
    expect(policies.get('notes_delete')).toBe('ask');
  });

  it('refuses a caller without a token before anything else', async () => {
    const body = { threadId: 't', runId: 'r', messages: [] };
    expect(
      (await product.request('/api/chat/runs', { method: 'POST', token: false, json: body })).status,
    ).toBe(401);
  });
});

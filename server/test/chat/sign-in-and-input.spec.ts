import { randomUUID } from 'node:crypto';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient, lastOf, type Streamed } from './support/chat-client.js';
import { first, resolved } from './support/interrupted.js';

describe('a question of a tool', () => {
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

  it.each([
    [
      'needs_consent',
      'auth_consent',
      {
        scopes: ['https://search.azure.com/user_impersonation'],
        resource: 'https://search.azure.com',
        correlationId: 'cid-1',
      },
      'found it',
    ],
    ['needs_mfa', 'auth_claims', { claims: '{"access_token":{}}' }, 'paid'],
    ['challenged', 'auth_consent', { scopes: ['api://x/Notes.ReadWrite'] }, 'written'],
  ])(
    'turns %s into %s and runs the same call with the new token',
    async (tool, reason, metadata, content) => {
      const threadId = randomUUID();
      const asked = first(await ask(tool, {}, threadId));
      expect(asked).toMatchObject({ reason, metadata });
      const fresh = new ChatClient(chat.url, 'fresh.ada');
      const after = await fresh.stream(undefined, { threadId, resume: [resolved(asked.id, {})] });
      const result = after.frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;
      expect(result).toMatchObject({ toolCallId: asked.toolCallId, content });
      expect(chat.tools.calls.map(({ token }) => token)).toEqual(['token.ada', 'fresh.ada']);
      expect(lastOf(after)).toMatchObject({ outcome: { type: 'success' } });
    },
  );

  it('fails the tool with its code when the person does not sign in', async () => {
    const threadId = randomUUID();
    const asked = first(await ask('needs_consent', {}, threadId));
    const resume = [{ interruptId: asked.id, status: 'cancelled' }];
    const after = await ada.stream(undefined, { threadId, resume });
    const result = after.frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;
    expect(result?.['metadata']).toMatchObject({
      isError: true,
      structuredContent: { code: 'consent_required' },
    });
    expect(JSON.stringify(chat.model.calls.at(-1)?.body)).toContain('Consent is missing');
  });

  it('passes a question of a tool on, and the answer back', async () => {
    const threadId = randomUUID();
    const asked = first(await ask('book', {}, threadId));
    expect(asked).toMatchObject({ reason: 'mcp_elicitation', message: 'Which day?' });
    expect(asked['responseSchema']).toMatchObject({ properties: { day: { type: 'string' } } });
    const after = await ada.stream(undefined, { threadId, resume: [resolved(asked.id, { day: 'Monday' })] });
    expect(after.frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event['content']).toBe(
      'booked Monday',
    );
    const other = randomUUID();
    const declined = first(await ask('book', {}, other));
    const resume = [{ interruptId: declined.id, status: 'cancelled' }];
    const end = await ada.stream(undefined, { threadId: other, resume });
    expect(end.frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event['content']).toBe(
      'not booked: decline',
    );
  });
});

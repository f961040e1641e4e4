import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../src/store/store.module.js';
import { startChat } from './support/chat-app.js';
import { ChatClient, lastOf, textOf } from './support/chat-client.js';

const folder = mkdtempSync(join(tmpdir(), 'torii-crash-'));
const databaseUrl = `sqlite:${join(folder, 'torii.sqlite')}`;

describe('after a crash', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('a run is shown as cut off with every word that was streamed, and can be tried again', async () => {
    const [threadId, runId] = [randomUUID(), randomUUID()];
    const owner = { tid: 'tenant', oid: 'ada' };
    const now = Date.now();
    const database = await openDatabase({ databaseUrl });
    // What a killed process leaves behind: rows of a run that nobody vouches for any more.
    await database
      .insertInto('threads')
      .values({ ...owner, id: threadId, title: 'hi', created_at: now, updated_at: now })
      .execute();
    await database
      .insertInto('runs')
      .values({
        ...owner,
        id: runId,
        thread_id: threadId,
        state: 'running',
        started_at: now,
        lease_until: now + 20_000,
        cancel_requested: 0,
      })
      .execute();
    const user = { id: 'u1', role: 'user', content: 'hi' };
    await database
      .insertInto('messages')
      .values({
        thread_id: threadId,
        position: 1,
        id: 'u1',
        run_id: runId,
        role: 'user',
        text: 'hi',
        message_json: JSON.stringify(user),
        created_at: now,
      })
      .execute();
    const events = [
      { type: 'RUN_STARTED', threadId, runId },
      { type: 'TEXT_MESSAGE_START', messageId: 'a1', role: 'assistant' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'a1', delta: 'half an ' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'a1', delta: 'ans' },
    ];
    const rows = events.map((event, index) => ({
      run_id: runId,
      seq: index + 1,
      event_json: JSON.stringify(event),
    }));
    await database.insertInto('run_events').values(rows).execute();
    await database.destroy();

    const chat = await startChat({ databaseUrl });
    try {
      const ada = new ChatClient(chat.url, 'token.ada');
      const replay = await ada.events(runId);
      expect(textOf(replay)).toBe('half an ans');
      expect(lastOf(replay)).toMatchObject({
        type: 'RUN_ERROR',
        code: 'internal',
        metadata: { restarting: true },
      });
      const { body } = await ada.json('GET', `/chat/threads/${threadId}`);
      expect(body).toMatchObject({
        messages: [{ content: 'hi' }, { content: 'half an ans', metadata: { failed: true } }],
        runs: [{ state: 'error', code: 'internal' }],
      });
      chat.model.say({ text: 'a whole answer' });
      const again = await ada.json('POST', '/chat/runs', { threadId, runId: randomUUID(), messages: [user] });
      expect(again).toMatchObject({ status: 200, body: { response: 'a whole answer' } });
      expect(chat.model.calls.at(-1)?.body['input']).toEqual([{ role: 'user', content: 'hi' }]);
    } finally {
      await chat.stop();
    }
  });
});

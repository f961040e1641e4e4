import { randomUUID } from 'node:crypto';
import { Database } from '../../src/store/database.js';
import type { Tables } from '../../src/store/schema.js';
import { startChat } from './support/chat-app.js';
import { ChatClient } from './support/chat-client.js';
import { first, resolved } from './support/interrupted.js';

const TABLES: readonly (keyof Tables)[] = [
  'threads',
  'messages',
  'runs',
  'run_events',
  'interrupts',
  'tool_policies',
];

describe('the caller’s token', () => {
  it('is in no row, no event, no problem and no request to the model', async () => {
    const chat = await startChat();
    try {
      const [canary, newer] = ['canary-4711', 'fresh-canary-4711'];
      const threadId = randomUUID();
      const ada = new ChatClient(chat.url, `${canary}.ada`);
      const calls = [{ name: 'torii__needs_consent' }, { name: 'torii__whoami' }, { name: 'torii__fails' }];
      chat.model.say({ calls }, { text: 'ok' });
      const streamed = await ada.stream('go', { threadId });
      const resume = [resolved(first(streamed).id, {})];
      const after = await new ChatClient(chat.url, `${newer}.ada`).stream(undefined, { threadId, resume });
      chat.model.say({ raw: (response) => void response.writeHead(401).end('{}') });
      const problem = await ada.ask('again', { threadId });
      expect(chat.tools.calls.some(({ token }) => token.startsWith(newer))).toBe(true);
      const database = chat.app.get<Database>(Database);
      const rows = await Promise.all(TABLES.map((table) => database.selectFrom(table).selectAll().execute()));
      expect(rows.every((found) => found.length > 0 || found === rows[5])).toBe(true);
      const sinks = JSON.stringify([rows, streamed, after, problem, chat.model.calls]);
      expect(sinks).not.toContain('canary-4711');
    } finally {
      await chat.stop();
    }
  });
});

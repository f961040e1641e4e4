import { randomUUID } from 'node:crypto';
import { type ChatApp, startChat } from './support/chat-app.js';
import { ChatClient, type JsonObject } from './support/chat-client.js';
import { describeOn, POSTGRES, SQLITE } from './support/engines.js';
import { first } from './support/interrupted.js';

interface Thread {
  readonly messages: readonly { id: string; role: string; content?: string }[];
  readonly branch: string;
  readonly branches: readonly { id: string; after?: string; next?: string }[];
  readonly runs: readonly { id: string; interrupts?: readonly unknown[] }[];
}

for (const engine of [SQLITE, POSTGRES])
  describeOn(engine, 'branches of a thread', (create) => {
    let chat: ChatApp;
    let ada: ChatClient;
    const read = async (threadId: string): Promise<Thread> =>
      (await ada.json('GET', `/chat/threads/${threadId}`)).body as unknown as Thread;
    const words = ({ messages }: Thread) => messages.map(({ content }) => content);
    const run = (threadId: string, more: JsonObject, text?: string) =>
      ada.json('POST', '/chat/runs', {
        threadId,
        runId: randomUUID(),
        messages: text === undefined ? [] : [{ id: randomUUID(), role: 'user', content: text }],
        ...more,
      });
    /** Two questions and their answers. */
    const talk = async (): Promise<{ threadId: string; before: Thread }> => {
      const threadId = randomUUID();
      chat.model.say({ text: 'answer 1' });
      await ada.ask('question 1', { threadId });
      chat.model.say({ text: 'answer 2' });
      await ada.ask('question 2', { threadId });
      return { threadId, before: await read(threadId) };
    };

    beforeAll(async () => {
      chat = await startChat({ databaseUrl: await create() });
      ada = new ChatClient(chat.url, 'token.ada');
    });
    afterAll(() => chat.stop());

    it('keep what stood there when a message is edited', async () => {
      const { threadId, before } = await talk();
      chat.model.say({ text: 'answer 2b' });
      await run(threadId, { forkFrom: before.messages[2]?.id }, 'question 2b');
      const after = await read(threadId);
      expect(words(after)).toEqual(['question 1', 'answer 1', 'question 2b', 'answer 2b']);
      expect(after.branches).toEqual([
        { id: before.branch, older: true, after: before.messages[1]?.id, next: before.messages[2]?.id },
      ]);
      const sent = JSON.stringify(chat.model.calls.at(-1)?.body['input']);
      expect(sent).toContain('question 2b');
      expect(sent).not.toContain('answer 2"');
      expect((await ada.json('PATCH', `/chat/threads/${threadId}`, { branch: before.branch })).status).toBe(
        200,
      );
      const back = await read(threadId);
      expect(words(back)).toEqual(words(before));
      expect(back.branches).toMatchObject([{ id: after.branch, older: false, next: after.messages[2]?.id }]);
    });

    it('ask for an answer again under the same question', async () => {
      const { threadId, before } = await talk();
      chat.model.say({ text: 'answer 2c' });
      await run(threadId, { forkFrom: before.messages[3]?.id });
      const after = await read(threadId);
      expect(words(after)).toEqual(['question 1', 'answer 1', 'question 2', 'answer 2c']);
      expect(after.messages[2]?.id).toBe(before.messages[2]?.id);
    });

    it.each([1, 3])('take the question that stands for the same text, from message %i on', async (index) => {
      const { threadId, before } = await talk();
      chat.model.say({ text: 'again' });
      const question = before.messages[index - 1];
      await run(threadId, { forkFrom: before.messages[index]?.id, messages: [question] });
      expect(words(await read(threadId)).slice(index - 1)).toEqual([question?.content, 'again']);
    });

    it('start at the first message, too', async () => {
      const { threadId, before } = await talk();
      chat.model.say({ text: 'another' });
      await run(threadId, { forkFrom: before.messages[0]?.id }, 'a new beginning');
      const after = await read(threadId);
      expect(words(after)).toEqual(['a new beginning', 'another']);
      expect(after.branches).toEqual([{ id: 'main', older: true, next: before.messages[0]?.id }]);
    });

    it('grow from branches, and each goes on by itself', async () => {
      const { threadId, before } = await talk();
      chat.model.say({ text: 'b' });
      await run(threadId, { forkFrom: before.messages[2]?.id }, 'to b');
      const b = await read(threadId);
      chat.model.say({ text: 'c' });
      await run(threadId, { forkFrom: b.messages[2]?.id }, 'to c');
      await ada.json('PATCH', `/chat/threads/${threadId}`, { branch: before.branch });
      chat.model.say({ text: 'answer 3' });
      await ada.ask('question 3', { threadId });
      const main = await read(threadId);
      expect(words(main)).toEqual([...words(before), 'question 3', 'answer 3']);
      expect(main.branches.map(({ after }) => after)).toEqual([
        before.messages[1]?.id,
        before.messages[1]?.id,
      ]);
      await ada.json('PATCH', `/chat/threads/${threadId}`, { branch: main.branches[1]?.id });
      expect(words(await read(threadId))).toEqual(['question 1', 'answer 1', 'to c', 'c']);
    });

    it('leave an open question to its own branch', async () => {
      const { threadId, before } = await talk();
      chat.model.say({ calls: [{ name: 'torii__note_delete', arguments: { id: '1' } }] }, { text: 'done' });
      const asked = first(await ada.stream('delete it', { threadId }));
      chat.model.say({ text: 'fine' });
      expect((await run(threadId, { forkFrom: before.messages[2]?.id }, 'instead')).status).toBe(200);
      expect((await read(threadId)).runs.flatMap(({ interrupts = [] }) => interrupts)).toEqual([]);
      await ada.json('PATCH', `/chat/threads/${threadId}`, { branch: before.branch });
      expect((await read(threadId)).runs.flatMap(({ interrupts = [] }) => interrupts)).toMatchObject([
        { id: asked.id },
      ]);
    });

    it('refuse what is not there, and change nothing', async () => {
      const { threadId, before } = await talk();
      const wrong = [
        run(threadId, { forkFrom: 'nothing' }, 'x'),
        run(threadId, { forkFrom: 7 }, 'x'),
        ada.json('PATCH', `/chat/threads/${threadId}`, { branch: 'nowhere' }),
        ada.json('PATCH', `/chat/threads/${threadId}`, {}),
      ];
      expect((await Promise.all(wrong)).map(({ status }) => status)).toEqual([400, 400, 400, 400]);
      expect(await read(threadId)).toEqual(before);
      const eve = new ChatClient(chat.url, 'token.eve');
      expect((await eve.json('PATCH', `/chat/threads/${threadId}`, { branch: 'main' })).status).toBe(404);
    });
  });

import { randomUUID } from 'node:crypto';
import { HttpAgent } from '@ag-ui/client';
import { startChat, type ChatApp } from './support/chat-app.js';

describe('the AG-UI client of the protocol itself', () => {
  let chat: ChatApp;
  const agentFor = (threadId: string, token = 'token.ada'): HttpAgent =>
    new HttpAgent({
      url: `${chat.url}/api/chat/runs`,
      threadId,
      headers: { Authorization: `Bearer ${token}` },
    });
  const say = (agent: HttpAgent, content: string): void =>
    agent.addMessage({ id: randomUUID(), role: 'user', content });

  beforeAll(async () => {
    chat = await startChat();
  });
  afterAll(() => chat.stop());

  it('sees text, tool calls and results as messages', async () => {
    const agent = agentFor(randomUUID());
    chat.model.say(
      { text: 'Let me look.', calls: [{ name: 'torii__whoami' }] },
      { text: ['You are ', 'Ada.'] },
    );
    say(agent, 'who am I?');
    await agent.runAgent();
    expect(agent.messages.slice(1)).toMatchObject([
      {
        role: 'assistant',
        content: 'Let me look.',
        toolCalls: [{ function: { name: 'whoami', arguments: '{}' } }],
      },
      { role: 'tool', content: '{"oid":"ada"}' },
      { role: 'assistant', content: 'You are Ada.' },
    ]);
  });

  it('answers an interrupt and goes on in the same conversation without a word twice', async () => {
    const agent = agentFor(randomUUID());
    chat.model.say(
      { text: 'I will.', calls: [{ name: 'torii__note_delete', arguments: { id: '7' } }] },
      { text: 'Done.' },
    );
    say(agent, 'delete note 7');
    await agent.runAgent();
    const [interrupt] = agent.pendingInterrupts;
    expect(interrupt).toMatchObject({ reason: 'tool_approval' });
    await agent.runAgent({
      resume: [{ interruptId: interrupt?.id ?? '', status: 'resolved', payload: { approved: true } }],
    });
    expect(agent.pendingInterrupts).toEqual([]);
    expect(agent.messages.slice(1)).toMatchObject([
      { role: 'assistant', content: 'I will.' },
      { role: 'tool', content: 'deleted 7' },
      { role: 'assistant', content: 'Done.' },
    ]);
  });

  it('hears of a fault', async () => {
    const agent = agentFor(randomUUID());
    chat.model.say({
      raw: (response) => void response.writeHead(404).end('{"error":{"code":"DeploymentNotFound"}}'),
    });
    say(agent, 'hi');
    const errors: (string | undefined)[] = [];
    await agent
      .runAgent({}, { onRunErrorEvent: ({ event }) => void errors.push(event.code) })
      .catch(() => undefined);
    expect(errors).toEqual(['deployment_not_found']);
  });
});

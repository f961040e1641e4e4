import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { modern } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

const CAPABILITIES = { 'io.modelcontextprotocol/clientCapabilities': { elicitation: {} } };

describe('a tool that asks', () => {
  let sample: Sample;
  beforeAll(async () => void (sample = await startSample({ legacySessions: { max: 10, idleMs: 60_000 } })));
  afterAll(() => sample.close());

  async function client(mode: 'legacy' | { pin: string }, answers: boolean): Promise<Client> {
    const capabilities = answers ? { elicitation: {} } : {};
    const made = new Client({ name: 'spec', version: '1' }, { capabilities, versionNegotiation: { mode } });
    if (answers)
      made.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { sure: true } }));
    const headers = { Authorization: 'Bearer ada' };
    await made.connect(new StreamableHTTPClientTransport(new URL(sample.url), { requestInit: { headers } }));
    return made;
  }

  it.each([
    ['2026-07-28', { pin: '2026-07-28' }],
    ['2025-11-25, with a session', 'legacy' as const],
  ])('gets the answer of the person on %s', async (_era, mode) => {
    const open = await client(mode, true);
    const result = await open.callTool({ name: 'ask', arguments: { what: 'go' } });
    expect(result.structuredContent).toEqual({ what: 'go', sure: true });
    await open.close();
  });

  it('hears from a 2026 client that cannot be asked, as the protocol wants it', async () => {
    const open = await client({ pin: '2026-07-28' }, false);
    await expect(open.callTool({ name: 'ask', arguments: { what: 'go' } })).rejects.toMatchObject({
      code: -32021,
    });
    await open.close();
  });

  it('gets a clear error on a stateless 2025 connection', async () => {
    const response = await fetch(sample.url, {
      method: 'POST',
      headers: {
        authorization: 'Bearer ada',
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'ask', arguments: { what: 'x' } },
      }),
    });
    expect(await response.json()).toMatchObject({
      result: { isError: true, structuredContent: { code: 'elicitation_unavailable' } },
    });
  });

  it('keeps the session of another caller from answering', async () => {
    const open = await client('legacy', true);
    const session = (open.transport as StreamableHTTPClientTransport).sessionId ?? '';
    const response = await fetch(sample.url, {
      method: 'POST',
      headers: {
        authorization: 'Bearer mallory',
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        'mcp-session-id': session,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    expect(session).not.toBe('');
    expect(response.status).toBe(404);
    await open.close();
  });

  describe('over raw HTTP', () => {
    const ask = async (user: string, more: object = {}, what = 'go'): Promise<Record<string, unknown>> => {
      const body = modern({ params: { name: 'ask', arguments: { what }, ...more }, meta: CAPABILITIES });
      const response = await fetch(sample.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${user}`,
          accept: 'application/json, text/event-stream',
          'content-type': 'application/json',
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': 'tools/call',
          'mcp-name': 'ask',
        },
        body: JSON.stringify(body),
      });
      return (await response.json()) as Record<string, unknown>;
    };
    const inputResponses = { 'question-1': { action: 'accept', content: { sure: true } } };
    const question = async (user: string): Promise<string> => {
      const { result } = (await ask(user)) as { result: { resultType: string; requestState: string } };
      expect(result.resultType).toBe('input_required');
      return result.requestState;
    };

    it('takes the answer of the one who was asked', async () => {
      const requestState = await question('ada');
      const answered = await ask('ada', { inputResponses, requestState });
      expect(answered).toMatchObject({ result: { structuredContent: { what: 'go', sure: true } } });
    });

    it.each([
      ['another caller', 'mallory', 'go'],
      ['other arguments', 'ada', 'stay'],
    ])('refuses the state of ada from %s', async (_who, user, what) => {
      const requestState = await question('ada');
      expect(await ask(user, { inputResponses, requestState }, what)).toMatchObject({
        error: { code: -32602 },
      });
    });

    it('asks again where an answer came before the question', async () => {
      expect(await ask('ada', { inputResponses })).toMatchObject({
        result: { resultType: 'input_required' },
      });
    });

    it('asks again where the answer does not fit its schema', async () => {
      const requestState = await question('ada');
      const bad = { 'question-1': { action: 'accept', content: { sure: 'yes' } } };
      const again = await ask('ada', { inputResponses: bad, requestState });
      expect(again).toMatchObject({ result: { resultType: 'input_required' } });
    });

    it('tells the tool that the person declined', async () => {
      const requestState = await question('ada');
      const declined = await ask('ada', {
        inputResponses: { 'question-1': { action: 'decline' } },
        requestState,
      });
      expect(declined).toMatchObject({ result: { structuredContent: { what: 'go', action: 'decline' } } });
    });
  });
});

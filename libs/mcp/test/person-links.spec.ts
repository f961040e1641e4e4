import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { errorResult, Tool, type LinkOptions } from '../src/index.js';
import { legacy } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

class NoConsent extends Error {}

@Injectable()
class Files {
  consented = false;
  runs = 0;

  @Tool({ name: 'files', description: 'Needs a consent.' })
  list(): object {
    this.runs += 1;
    if (!this.consented) throw new NoConsent();
    return { files: ['plan'] };
  }
}

describe('a tool that needs a page of its person', () => {
  let sample: Sample;
  let files: Files;
  let made = 0;
  const used = new Set<string>();
  const links: LinkOptions = {
    linkFor: (error) =>
      error instanceof NoConsent
        ? {
            key: 'ada',
            message: (url) => `Consent at ${url}`,
            create: async () => ({ id: `link-${++made}`, url: `https://example.com/connect/${made}` }),
            failure: (url) => errorResult(`Open ${url} first.`, { code: 'consent_required', url }),
          }
        : undefined,
    isUsed: async (id) => used.has(id),
    waitMs: 20,
  };
  const consent = (): void => {
    files.consented = true;
    used.add(`link-${made}`);
  };

  beforeEach(async () => {
    made = 0;
    used.clear();
    sample = await startSample({ links, encryptionKeys: [randomBytes(32)] }, [Files]);
    files = sample.app.get(Files);
  });
  afterEach(() => sample.close());

  async function connect(
    capabilities: object,
    onLink: (url: string) => 'accept' | 'decline' | 'cancel' = () => 'cancel',
  ): Promise<Client> {
    const client = new Client(
      { name: 'c', version: '1' },
      { capabilities, versionNegotiation: { mode: 'auto' } },
    );
    if ('elicitation' in capabilities) {
      client.setRequestHandler('elicitation/create', ({ params }) => ({
        action: onLink((params as { url: string }).url),
      }));
    }
    const headers = { authorization: 'Bearer ada' };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(sample.url), { requestInit: { headers } }),
    );
    return client;
  }

  it('asks a client of 2026-07-28 that shows links, and goes on once the page did its work', async () => {
    const urls: string[] = [];
    const client = await connect({ elicitation: { url: {} } }, (url) => {
      urls.push(url);
      consent();
      return 'accept';
    });
    const result = await client.callTool({ name: 'files' });
    expect(result.structuredContent).toEqual({ files: ['plan'] });
    expect(urls).toEqual(['https://example.com/connect/1']);
    await client.close();
  });

  it.each(['decline', 'cancel'] as const)(
    'ends as consent_declined on %s, and does not run again',
    async (action) => {
      const client = await connect({ elicitation: { url: {} } }, () => action);
      expect(await client.callTool({ name: 'files' })).toMatchObject({
        isError: true,
        structuredContent: { code: 'consent_declined' },
      });
      expect(files.runs).toBe(1);
      await client.close();
    },
  );

  it('asks once: a page that was opened and left ends as a failure with a fresh link', async () => {
    const client = await connect({ elicitation: { url: {} } }, () => 'accept');
    expect(await client.callTool({ name: 'files' })).toMatchObject({
      isError: true,
      structuredContent: { code: 'consent_required', url: 'https://example.com/connect/2' },
    });
    await client.close();
  });

  it.each([[{}], [{ elicitation: {} }], [{ elicitation: { form: {} } }]])(
    'gives the link in words to a client that declares %j',
    async (capabilities) => {
      const client = await connect(capabilities);
      const result = await client.callTool({ name: 'files' });
      expect(result).toMatchObject({ isError: true, structuredContent: { code: 'consent_required' } });
      expect(JSON.stringify(result.content)).toContain('https://example.com/connect/1');
      await client.close();
    },
  );

  describe('and a client of 2025-11-25', () => {
    const post = async (body: object, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(sample.url, {
        method: 'POST',
        headers: {
          authorization: 'Bearer ada',
          accept: 'application/json, text/event-stream',
          'content-type': 'application/json',
          ...headers,
        },
        body: JSON.stringify(body),
      });
    const open = async (capabilities: object): Promise<Record<string, string>> => {
      const params = {
        protocolVersion: '2025-11-25',
        capabilities,
        clientInfo: { name: 'old', version: '1' },
      };
      const response = await post(legacy({ method: 'initialize', params }));
      return { 'mcp-session-id': String(response.headers.get('mcp-session-id')) };
    };
    const call = legacy({ params: { name: 'files', arguments: {} } });

    it('that declared URL elicitation gets error -32042 with the link, and its next call succeeds', async () => {
      const session = await open({ elicitation: { url: {} } });
      expect(await (await post(call, session)).json()).toMatchObject({
        error: {
          code: -32042,
          message: 'Consent at https://example.com/connect/1',
          data: { elicitations: [{ mode: 'url', url: 'https://example.com/connect/1' }] },
        },
      });
      consent();
      expect(await (await post(call, session)).json()).toMatchObject({
        result: { structuredContent: { files: ['plan'] } },
      });
    });

    it('that sends its call again at once is waited for, and shown a fresh link where nothing happened', async () => {
      const session = await open({ elicitation: { url: {} } });
      await post(call, session);
      const again = post(call, session);
      setTimeout(consent, 5);
      expect(await (await again).json()).toMatchObject({
        result: { structuredContent: { files: ['plan'] } },
      });
      files.consented = false;
      await post(call, session);
      expect(await (await post(call, session)).json()).toMatchObject({
        error: { data: { elicitations: [{ url: 'https://example.com/connect/3' }] } },
      });
    });

    it.each([[{ elicitation: {} }], [{}]])(
      'that declared %j gets the link in words',
      async (capabilities) => {
        const session = await open(capabilities);
        expect(await (await post(call, session)).json()).toMatchObject({
          result: { isError: true, structuredContent: { url: 'https://example.com/connect/1' } },
        });
      },
    );
  });
});

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { startSample, type Sample } from './sample.js';

const HEADERS = { Authorization: 'Bearer ada Notes.Read' };

async function connect(url: string, mode: 'legacy' | { pin: string }): Promise<Client> {
  const client = new Client({ name: 'spec', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: HEADERS } }),
  );
  return client;
}

async function connectOld(url: string): Promise<OldClient> {
  const client = new OldClient({ name: 'spec', version: '1' });
  await client.connect(new OldTransport(new URL(url), { requestInit: { headers: HEADERS } }));
  return client;
}

describe('one endpoint for both protocol eras', () => {
  let sample: Sample;
  beforeAll(async () => void (sample = await startSample()));
  afterAll(() => sample.close());

  describe.each([
    ['the v2 client on 2026-07-28', (url: string) => connect(url, { pin: '2026-07-28' })],
    ['the v2 client on 2025-11-25', (url: string) => connect(url, 'legacy')],
    ['the 1.x client', (url: string) => connectOld(url) as unknown as Promise<Client>],
  ])('%s', (_name, open) => {
    let client: Client;
    beforeAll(async () => void (client = await open(sample.url)));
    afterAll(() => client.close());

    it('lists only the tools that the caller may call', async () => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual(['who', 'echo', 'fail', 'count', 'wait', 'ask']);
    });

    it('calls a tool and gets structured content', async () => {
      const result = await client.callTool({ name: 'who', arguments: { pauseMs: 1 } });
      expect(result.structuredContent).toMatchObject({ before: 'ada', after: 'ada' });
    });

    it('gets arguments that do not fit as a tool error', async () => {
      const result = await client.callTool({ name: 'echo', arguments: { text: 3 } });
      expect(result.isError).toBe(true);
    });

    it('gets the next step and the code of a tool error', async () => {
      const result = await client.callTool({ name: 'fail', arguments: { how: 'tool' } });
      expect(result).toMatchObject({
        isError: true,
        content: [{ type: 'text', text: 'Look elsewhere.' }],
        structuredContent: { code: 'not_there', place: 'attic' },
      });
    });

    it('learns nothing from an unknown error', async () => {
      const result = await client.callTool({ name: 'fail', arguments: { how: 'unknown' } });
      expect(result.structuredContent).toMatchObject({ code: 'internal' });
      expect(JSON.stringify(result)).not.toContain('canary');
    });

    it('is refused a tool that needs more scopes', async () => {
      await expect(client.callTool({ name: 'write', arguments: {} })).rejects.toThrow(/scope/i);
    });

    it('gets an unknown tool as invalid parameters', async () => {
      await expect(client.callTool({ name: 'nothing', arguments: {} })).rejects.toMatchObject({
        code: -32602,
      });
    });

    it('hears progress', async () => {
      const steps: number[] = [];
      const options = { onprogress: ({ progress }: { progress: number }) => void steps.push(progress) };
      const result = (await ('getNegotiatedProtocolVersion' in client
        ? client.callTool({ name: 'count', arguments: { to: 3 } }, options)
        : (client as unknown as OldClient).callTool(
            { name: 'count', arguments: { to: 3 } },
            undefined,
            options,
          ))) as {
        content: unknown;
      };
      expect(result.content).toEqual([{ type: 'text', text: 'counted to 3' }]);
      expect(steps).toEqual([1, 2, 3]);
    });
  });
});

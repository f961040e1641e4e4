import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { serveHandler, type Served } from '../openai/loopback.spec-support.js';
import { createLearn } from './index.js';

let learn: Served;
beforeAll(async () => {
  learn = await serveHandler((url) => createLearn({ url }));
});
afterAll(() => learn.close());

async function connect(mode: 'legacy' | { pin: string }): Promise<Client> {
  const client = new Client({ name: 'spec', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${learn.url}/learn/api/mcp`)));
  return client;
}

interface Structured {
  readonly results: readonly Record<string, string>[];
  readonly notice: string;
}

const ERAS = [
  ['2025-11-25', 'legacy'],
  ['2026-07-28', { pin: '2026-07-28' }],
] as const;

describe.each(ERAS)('Microsoft Learn stand-in, protocol %s', (version, mode) => {
  let client: Client;
  beforeAll(async () => {
    client = await connect(mode);
  });
  afterAll(() => client.close());

  const call = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });

  it('speaks the era that was asked for', () => {
    expect(client.getNegotiatedProtocolVersion()).toBe(version);
  });

  it('offers the real server’s tools, all read-only', async () => {
    const { tools } = await client.listTools();
    expect(
      tools.map((tool) => [tool.name, tool.inputSchema.required, tool.annotations?.readOnlyHint]),
    ).toEqual([
      ['microsoft_docs_search', ['query'], true],
      ['microsoft_code_sample_search', ['query'], true],
      ['microsoft_docs_fetch', ['url'], true],
    ]);
  });

  it('finds passages with links and says that it is a stand-in', async () => {
    const answer = await call('microsoft_docs_search', { query: 'on-behalf-of flow' });
    const { results, notice } = answer.structuredContent as unknown as Structured;
    expect(results.length).toBeLessThanOrEqual(10);
    expect(results[0]).toEqual({
      title: expect.stringContaining('On-Behalf-Of'),
      content: expect.stringMatching(/^# /),
      contentUrl: expect.stringMatching(/^https:\/\/learn\.microsoft\.com\/en-us\//),
    });
    expect(notice).toContain('local stand-in');
  });

  it('finds code, of one language where one is named', async () => {
    const any = await call('microsoft_code_sample_search', { query: 'MSAL Angular' });
    const [best] = (any.structuredContent as unknown as Structured).results;
    expect(best).toMatchObject({
      language: 'typescript',
      codeSnippet: expect.stringContaining('msal-angular'),
    });
    const cli = await call('microsoft_code_sample_search', {
      query: 'federated credential',
      language: 'azurecli',
    });
    expect(
      (cli.structuredContent as unknown as Structured).results.map((sample) => sample['language']),
    ).toEqual(['azurecli']);
  });

  it('reads the page of a result, whatever its anchor or locale', async () => {
    const page = 'entra/identity-platform/v2-oauth2-on-behalf-of-flow';
    const texts = await Promise.all(
      [`en-us/${page}#steps`, `ja-jp/${page}`].map(async (path) =>
        call('microsoft_docs_fetch', { url: `https://learn.microsoft.com/${path}` }),
      ),
    );
    for (const { content, isError } of texts) {
      expect(isError ?? false).toBe(false);
      expect(JSON.stringify(content)).toContain(
        '# Microsoft identity platform and OAuth 2.0 On-Behalf-Of flow',
      );
    }
  });

  it('tells the next step for a page it does not have', async () => {
    const answer = await call('microsoft_docs_fetch', { url: 'https://learn.microsoft.com/en-us/unknown' });
    expect(answer.isError).toBe(true);
    expect(JSON.stringify(answer.content)).toContain('microsoft_docs_search');
  });

  it('refuses arguments that do not fit the schema', async () => {
    const answer = await call('microsoft_docs_search', { query: 5 }).catch((error: unknown) => error);
    expect(answer).toMatchObject(answer instanceof Error ? { code: -32602 } : { isError: true });
  });
});

describe('the Learn MCP endpoint', () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${learn.url}/learn/api/mcp`, { method: 'POST', headers, body: '{}' });

  it('refuses foreign origins and other methods', async () => {
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await fetch(`${learn.url}/learn/api/mcp`)).status).toBe(405);
    expect((await fetch(`${learn.url}/learn/other`)).status).toBe(404);
  });
});

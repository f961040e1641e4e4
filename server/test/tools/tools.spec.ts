import { type Product, startProduct } from '../support/product.js';
import { McpCaller } from './mcp-caller.js';

describe('the nine tools at /mcp', () => {
  let product: Product;
  let ada: McpCaller;

  beforeAll(async () => {
    product = await startProduct();
    ada = new McpCaller(product, await product.cloud.issueToken({ user: 'ada' }));
  });
  afterAll(() => product.close());

  it('are listed with an output schema and honest hints', async () => {
    const tools = await ada.list();
    expect(tools.map(({ name }) => name).toSorted()).toEqual([
      'exchange_token_for_resource',
      'get_azure_ai_search_token',
      'get_user_info',
      'my_profile',
      'notes_add',
      'notes_delete',
      'notes_list',
      'search_documents',
      'secure_ping',
    ]);
    expect(tools.filter(({ outputSchema }) => outputSchema === undefined)).toEqual([]);
    expect(
      tools
        .filter(({ annotations }) => annotations?.readOnlyHint !== true)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['notes_add', 'notes_delete']);
    expect(tools.find(({ name }) => name === 'notes_delete')?.annotations?.destructiveHint).toBe(true);
  });

  it('prove the token and tell who the caller is, with what every check found', async () => {
    expect((await ada.call('secure_ping')).structuredContent).toMatchObject({ ok: true });
    const { structuredContent } = await ada.call('get_user_info');
    expect(structuredContent).toMatchObject({
      identity: { name: 'Ada Lovelace', upn: 'ada@contoso.example' },
    });
    const checks = structuredContent?.['checks'] as { check: string; passed: boolean }[];
    expect(checks.length).toBeGreaterThan(8);
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('exchange a token and never return it', async () => {
    const direct = await ada.call('exchange_token_for_resource', {
      resource_uri: 'https://search.azure.com',
    });
    const search = await ada.call('get_azure_ai_search_token');
    for (const result of [direct, search]) {
      expect(result.structuredContent).toMatchObject({
        audience: 'https://search.azure.com',
        upn: 'ada@contoso.example',
        claims: { aud: 'https://search.azure.com', upn: 'ada@contoso.example' },
      });
      expect(JSON.stringify(result)).not.toMatch(/eyJ[\w-]+\.eyJ/);
    }
  });

  it('leave out the claims of an exchanged token where TOKEN_INSPECTOR is off', async () => {
    const quiet = await startProduct({ settings: { TOKEN_INSPECTOR: 'off' } });
    const caller = new McpCaller(quiet, await quiet.cloud.issueToken({ user: 'ada' }));
    const { structuredContent } = await caller.call('get_azure_ai_search_token');
    await quiet.close();
    expect(structuredContent).toMatchObject({ audience: 'https://search.azure.com' });
    expect(structuredContent).not.toHaveProperty('claims');
  });

  it.each([
    ['off the allow-list', 'https://vault.azure.net'],
    ['that is over-long', `https://search.azure.com/${'x'.repeat(60_000)}`],
  ])('refuse a resource %s without asking the authority', async (_what, resource_uri) => {
    const before = product.cloud.journal.count({ path: /token/ });
    const result = await ada.call('exchange_token_for_resource', { resource_uri });
    expect(result).toMatchObject({ isError: true, structuredContent: { code: 'resource_not_allowed' } });
    expect(JSON.stringify(result).length).toBeLessThan(2000);
    expect(product.cloud.journal.count({ path: /token/ })).toBe(before);
  });

  it('read the profile and find only documents that the person may read', async () => {
    expect((await ada.call('my_profile')).structuredContent).toMatchObject({ jobTitle: 'Head of Research' });
    const guest = new McpCaller(product, await product.cloud.issueToken({ user: 'guest' }));
    const counts = [];
    for (const caller of [ada, guest]) {
      const { structuredContent } = await caller.call('search_documents', {
        query: 'board minutes',
        top: 20,
      });
      counts.push(structuredContent?.['count'] as number);
    }
    expect(counts[0]).toBeGreaterThan(counts[1] ?? 0);
  });

  it('say whose door was opened with the exchanged token', async () => {
    const found = await ada.call('search_documents', { query: 'travel' });
    const profile = await ada.call('my_profile');
    expect([found, profile].map(({ _meta }) => _meta?.['torii/audience'])).toEqual([
      'https://search.azure.com',
      product.cloud.url,
    ]);
  });

  it('keep notes: add, list, delete', async () => {
    const added = (await ada.call('notes_add', { title: 'Budget', text: 'Q4' })).structuredContent;
    expect((await ada.call('notes_list', { query: 'budget' })).structuredContent).toMatchObject({
      notes: [{ title: 'Budget', text: 'Q4' }],
    });
    expect((await ada.call('notes_delete', { id: added?.['id'] })).structuredContent).toMatchObject({
      deleted: true,
    });
    expect(await ada.call('notes_delete', { id: added?.['id'] })).toMatchObject({
      isError: true,
      structuredContent: { code: 'note_not_found' },
    });
  });

  it('hide from Ben what he may not call, and answer the call with a scope challenge', async () => {
    const token = await product.cloud.issueToken({ user: 'ben' });
    const ben = new McpCaller(product, token);
    expect((await ben.list()).map(({ name }) => name)).not.toContain('notes_add');
    const response = await ben.post('tools/call', {
      name: 'notes_add',
      arguments: { title: 'a', text: 'b' },
    });
    expect(response.status).toBe(403);
    const challenge = response.headers.get('www-authenticate');
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('/Notes.ReadWrite');
    expect(challenge).toContain('/access_as_user');
    expect(await response.json()).toMatchObject({ code: 'insufficient_scope', status: 403 });
  });

  it('tell an agent the next step when consent is missing', async () => {
    const ben = new McpCaller(product, await product.cloud.issueToken({ user: 'ben' }));
    const result = await ben.call('search_documents', { query: 'travel' });
    expect(result).toMatchObject({
      isError: true,
      structuredContent: { code: 'consent_required', entraCode: 'AADSTS65001' },
    });
    expect(result.structuredContent?.['correlationId']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

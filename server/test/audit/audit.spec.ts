import { createHash, randomUUID } from 'node:crypto';
import type { AuditPage, AuditRecord } from '#libs/contract';
import { Database } from '../../src/store/database.js';
import { ChatClient } from '../chat/support/chat-client.js';
import { first, resolved } from '../chat/support/interrupted.js';
import { type Product, startProduct } from '../support/product.js';
import { McpCaller } from '../tools/mcp-caller.js';

const SEARCH = 'https://search.azure.com';
const CANARY = 'canary-3f1c';
const AUDITOR = { roles: ['Audit.Read'], oid: '00000000-0000-4000-8a00-00000000a0d1', name: 'Otto Auditor' };
const hashOf = (args: object) => createHash('sha256').update(JSON.stringify(args)).digest('hex');

describe('the audit', () => {
  let product: Product;
  let ada: string;

  beforeAll(async () => {
    product = await startProduct();
    ada = await product.cloud.issueToken({ user: 'ada' });
  });
  afterAll(() => product.close());

  const read = async (token: string, query = ''): Promise<AuditPage> => {
    const response = await product.request(`/api/audit${query}`, { token });
    expect(response.status).toBe(200);
    return (await response.json()) as AuditPage;
  };
  /** What happened since, oldest first. */
  const recordsOf = async (token: string, work: () => Promise<unknown>): Promise<readonly AuditRecord[]> => {
    const from = new Date().toISOString();
    await work();
    const { records } = await read(token, `?from=${from}`);
    return records.toReversed();
  };

  it('tells a tool call at /mcp and the exchange that it led to, by one trace', async () => {
    const args = { resource_uri: SEARCH };
    const [exchange, call, ...others] = await recordsOf(ada, () =>
      new McpCaller(product, ada).call('exchange_token_for_resource', args),
    );
    expect(others).toEqual([]);
    const who = { name: 'Ada Lovelace', oid: expect.any(String), tid: expect.any(String) };
    expect(call).toMatchObject({
      kind: 'tool_call',
      tool: 'exchange_token_for_resource',
      argumentsHash: hashOf(args),
      who,
      client: { azp: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'node' },
      outcome: 'ok',
      ms: expect.any(Number),
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(exchange).toMatchObject({
      kind: 'exchange',
      who,
      audience: SEARCH,
      scopes: ['user_impersonation'],
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      outcome: 'ok',
      traceId: call?.traceId,
    });
  });

  it('tells a refusal for a missing scope, a fault of the caller, and a refusal of Entra', async () => {
    const plain = await product.cloud.issueToken({ user: 'ada', scopes: ['access_as_user'] });
    const refused = await recordsOf(ada, () =>
      new McpCaller(product, plain).post('tools/call', { name: 'notes_add', arguments: { title: 'a' } }),
    );
    expect(refused).toMatchObject([{ tool: 'notes_add', outcome: 'refused', code: 'insufficient_scope' }]);
    const faulty = await recordsOf(ada, () => new McpCaller(product, ada).call('notes_delete', {}));
    expect(faulty).toMatchObject([{ tool: 'notes_delete', outcome: 'error', code: 'invalid_arguments' }]);
    const ben = await product.cloud.issueToken({ user: 'ben' });
    const consent = await recordsOf(ben, () =>
      product.request('/api/obo/token', { token: ben, json: { resource: SEARCH } }),
    );
    expect(consent).toMatchObject([
      {
        kind: 'exchange',
        outcome: 'error',
        code: 'consent_required',
        entraCode: 'AADSTS65001',
        audience: SEARCH,
        correlationId: expect.any(String),
      },
    ]);
  });

  it('tells who decided about the tool calls of a chat, in which words never', async () => {
    const client = new ChatClient(product.url, ada);
    const talk = async (approved: boolean): Promise<void> => {
      const threadId = randomUUID();
      const asked = first(await client.stream(`Add a note "${CANARY}" saying meet Ben`, { threadId }));
      await client.stream(undefined, { threadId, resume: [resolved(asked.id, { approved })] });
    };
    const yes = await recordsOf(ada, () => talk(true));
    expect(yes.filter(({ tool }) => tool === 'notes_add')).toMatchObject([
      { kind: 'approval', decision: 'approved', decidedBy: 'person', outcome: 'ok' },
      {
        kind: 'tool_call',
        decision: 'approved',
        decidedBy: 'person',
        outcome: 'ok',
        client: { name: 'Torii' },
      },
    ]);
    expect(new Set(yes.map(({ argumentsHash }) => argumentsHash)).size).toBe(1);
    const no = await recordsOf(ada, () => talk(false));
    expect(no).toMatchObject([
      { kind: 'approval', decision: 'denied', decidedBy: 'person', outcome: 'denied' },
      { kind: 'tool_call', decision: 'denied', decidedBy: 'person', outcome: 'denied', code: 'denied' },
    ]);
    const free = await recordsOf(ada, () => client.stream('Who am I?'));
    expect(free).toMatchObject([
      { kind: 'tool_call', tool: 'get_user_info', decision: 'allowed', decidedBy: 'policy', outcome: 'ok' },
    ]);
  });

  it('shows everybody their own records only, an auditor those of all, and records that', async () => {
    const ben = await product.cloud.issueToken({ user: 'ben' });
    const own = await read(ben, '?who=Ada');
    expect(own).toMatchObject({ records: [], everybody: false, retentionDays: 365 });
    const auditor = await product.cloud.issueToken({ user: 'ada', claims: AUDITOR });
    const all = await read(auditor);
    expect(new Set(all.records.map(({ who }) => who.name))).toEqual(new Set(['Ada Lovelace', 'Ben Ito']));
    const again = await read(auditor, '?tool=audit.read');
    expect(again.records[0]).toMatchObject({ kind: 'admin', who: { name: 'Otto Auditor' }, outcome: 'ok' });
    const oid = all.records.find(({ who }) => who.name === 'Ben Ito')?.who.oid;
    for (const who of [oid, 'n it']) {
      const { records } = await read(auditor, `?who=${who}&outcome=error`);
      expect(records.map((record) => record.code)).toEqual(['consent_required']);
    }
  });

  it('pages without gaps or repetitions, and names the field of a query that it cannot read', async () => {
    const caller = new McpCaller(product, ada);
    const from = new Date().toISOString();
    for (let call = 0; call < 120; call += 1) await caller.call('secure_ping');
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page: AuditPage = await read(
        ada,
        `?from=${from}${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      );
      ids.push(...page.records.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect([ids.length, new Set(ids).size]).toEqual([120, 120]);
    for (const field of ['cursor', 'from', 'outcome']) {
      const response = await product.request(`/api/audit?${field}=%21`, { token: ada });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ field }] });
    }
    expect((await product.request('/api/audit', { token: false })).status).toBe(401);
  });

  it('answers CSV that no spreadsheet takes for a formula', async () => {
    const name = '=HYPERLINK("https://evil.example","Ada")';
    const token = await product.cloud.issueToken({ user: 'ada', claims: { name } });
    await new McpCaller(product, token).call('secure_ping');
    const response = await product.request('/api/audit', { token: ada, headers: { accept: 'text/csv' } });
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    const [header, newest] = (await response.text()).split('\r\n');
    expect(header).toMatch(/^at,kind,oid,name,client,/);
    expect(newest).toContain(`"'=HYPERLINK(""https://evil.example"",""Ada"")"`);
  });

  it('holds no argument, no token and no secret', async () => {
    const rows = await product.app.get(Database).selectFrom('audit_records').selectAll().execute();
    const text = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(120);
    for (const secret of [CANARY, 'meet Ben', 'eyJ', 'local-client-secret'])
      expect(text).not.toContain(secret);
  });
});

import type { OboToken, Problem } from '#libs/contract';
import { type Product, startProduct } from '../support/product.js';

const SEARCH = 'https://search.azure.com';
const EXCHANGE = { grant: 'urn:ietf:params:oauth:grant-type:jwt-bearer' };
type User = 'ada' | 'ben' | 'carla' | 'guest';

interface Refused {
  readonly status: number;
  readonly challenge: string | null;
  readonly retryAfter: string | null;
  readonly problem: Problem;
}

describe('refusals of the authority', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());
  beforeEach(() => product.cloud.journal.clear());
  afterEach(() => product.cloud.resetDrills());

  let session = 0;
  const tokenOf = (user: User, more: object = {}): Promise<string> => {
    session += 1;
    return product.cloud.issueToken({ user, claims: { uti: `session-${String(session)}` }, ...more });
  };
  const ask = (token: string): Promise<Response> =>
    product.request('/api/obo/token', { token, json: { resource: SEARCH } });
  const refused = async (token: string): Promise<Refused> => {
    const answer = await ask(token);
    return {
      status: answer.status,
      challenge: answer.headers.get('www-authenticate'),
      retryAfter: answer.headers.get('retry-after'),
      problem: (await answer.json()) as Problem,
    };
  };

  it('ask Ben for consent, naming the scopes', async () => {
    const { status, problem } = await refused(await tokenOf('ben'));
    expect(status).toBe(403);
    expect(problem).toMatchObject({
      code: 'consent_required',
      entraCode: 'AADSTS65001',
      scopes: [`${SEARCH}/.default`],
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('challenge Carla with the claims, where her client understands it', async () => {
    const { status, challenge, problem } = await refused(await tokenOf('carla', { capabilities: ['cp1'] }));
    expect([status, problem.code]).toEqual([401, 'step_up_required']);
    expect(challenge).toContain('error="insufficient_claims"');
    const encoded = /claims="([^"]+)"/.exec(challenge ?? '')?.[1] ?? '';
    expect(JSON.parse(Buffer.from(encoded, 'base64').toString())).toEqual(JSON.parse(problem.claims ?? ''));
    expect(JSON.parse(problem.claims ?? '')).toHaveProperty('access_token.capolids');
  });

  it('tell Carla what is needed where her client does not understand a challenge', async () => {
    const { status, challenge, problem } = await refused(await tokenOf('carla'));
    expect([status, problem.code]).toEqual([403, 'step_up_required']);
    expect(challenge ?? '').not.toContain('insufficient_claims');
  });

  it('let Carla through once she has signed in with more proof', async () => {
    const token = (await (await ask(await tokenOf('carla', { mfa: true }))).json()) as OboToken;
    expect(token.upn).toBe('carla@contoso.example');
  });

  it('exchange for a guest at the tenant the token is of', async () => {
    expect((await ask(await tokenOf('guest'))).status).toBe(200);
  });

  it('say that a policy blocks, without asking for interaction', async () => {
    product.cloud.drill({ policies: [{ user: 'ada', resource: SEARCH, control: 'block' }] });
    const { status, challenge, problem } = await refused(await tokenOf('ada'));
    expect([status, problem.code, problem.claims]).toEqual([403, 'access_blocked', undefined]);
    expect(challenge ?? '').not.toContain('error=');
  });

  it('send a caller whose assertion is not accepted to get another token', async () => {
    product.cloud.drill({ token: [{ aadsts: 50013, grant: 'on_behalf_of' }] });
    const { status, challenge, problem } = await refused(await tokenOf('ada'));
    expect([status, problem.code, problem.entraCode]).toEqual([401, 'invalid_token', 'AADSTS50013']);
    expect(challenge).toContain('error="invalid_token"');
  });

  it.each([
    [7000215, 'upstream_credential_error'],
    [700016, 'upstream_credential_error'],
    [500011, 'upstream_configuration_error'],
    [90002, 'upstream_configuration_error'],
  ])('keep AADSTS%i between the operator and the log', async (aadsts, code) => {
    product.cloud.drill({ token: [{ aadsts, grant: 'on_behalf_of' }] });
    const { status, problem } = await refused(await tokenOf('ada'));
    expect([status, problem.code]).toEqual([503, code]);
    expect(problem.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(problem)).not.toMatch(/AADSTS|secret|certificate|identity/i);
  });

  it('keep one user waiting who is throttled, and no other', async () => {
    product.cloud.drill({
      token: [{ fault: 'status', status: 429, retryAfter: 30, user: 'ada', grant: 'on_behalf_of' }],
    });
    const first = await refused(await tokenOf('ada'));
    expect([first.status, first.problem.code]).toEqual([503, 'authority_unavailable']);
    expect(Number(first.retryAfter)).toBeLessThanOrEqual(30);
    const second = await refused(await tokenOf('ada'));
    expect([second.status, product.cloud.journal.count(EXCHANGE)]).toEqual([503, 1]);
    expect((await ask(await tokenOf('guest'))).status).toBe(200);
  });

  it('are the same for the profile, and for a tool of the MCP endpoint', async () => {
    const profile = await product.request('/api/obo/profile', { token: await tokenOf('ben') });
    expect(((await profile.json()) as Problem).code).toBe('consent_required');
    const call = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'search_documents', arguments: { query: 'travel' } },
    };
    const headers = { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' };
    const tool = await product.request('/mcp', { token: await tokenOf('ben'), json: call, headers });
    const { result } = (await tool.json()) as {
      result: { isError: boolean; structuredContent: unknown; content: { text: string }[] };
    };
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toMatchObject({ code: 'consent_required', entraCode: 'AADSTS65001' });
    expect(result.content[0]?.text).toMatch(/consent/);
  });
});

import { discoveryDocument, FakeAuthority } from '../../test/fake-authority.js';
import { caller, OTHER_TENANT, SEARCH, TENANT } from '../../test/jwt.js';
import { failure, oboAt } from '../../test/setup.js';

describe('discovery of the authority', () => {
  let authority: FakeAuthority;
  let nowMs: number;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
    nowMs = Date.now();
  });
  afterEach(() => authority.stop());

  const exchanger = (): ReturnType<typeof oboAt>['exchanger'] =>
    oboAt(authority.origin, { now: () => nowMs }).exchanger;
  const far = (): number => Math.floor(Date.now() / 1000) + 10 * 86_400;

  it('asks once per tenant, however many users exchange', async () => {
    const one = exchanger();
    await Promise.all(
      ['ada', 'ben', 'carla'].map((name) => one.exchange(caller(name), { resource: SEARCH })),
    );
    await one.exchange(caller('guest', { tid: OTHER_TENANT }), { resource: SEARCH });
    expect(authority.discoveries).toBe(2);
  });

  it.each([
    ['an outage', { status: 503, body: '<html>' }],
    ['a document without endpoints', { status: 200, body: {} }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:9/' } }],
  ])('takes %s for an outage that passes, and remembers nothing of it', async (_what, answer) => {
    const one = exchanger();
    authority.discovery = () => answer;
    expect((await failure(one.exchange(caller(), { resource: SEARCH })))['code']).toBe(
      'authority_unavailable',
    );
    authority.discovery = () => undefined;
    expect((await one.exchange(caller(), { resource: SEARCH })).fromCache).toBe(false);
  });

  it('sends no assertion to another host, whatever the document says', async () => {
    const evil = await FakeAuthority.start();
    const { token_endpoint: elsewhere } = discoveryDocument(evil.origin, TENANT);
    const document = { ...discoveryDocument(authority.origin, TENANT), token_endpoint: elsewhere };
    authority.discovery = () => ({ status: 200, body: document });
    const error = await failure(exchanger().exchange(caller(), { resource: SEARCH }));
    expect(error['code']).toBe('authority_unavailable');
    expect(authority.requests).toHaveLength(0);
    expect(evil.requests).toHaveLength(0);
    await evil.stop();
  });

  it('follows no redirect with an assertion in its hands', async () => {
    const evil = await FakeAuthority.start();
    const { token_endpoint: location = '' } = discoveryDocument(evil.origin, TENANT);
    authority.script = () => ({ status: 307, body: '', headers: { location } });
    const error = await failure(exchanger().exchange(caller(), { resource: SEARCH }));
    expect(error['code']).toBe('authority_unavailable');
    expect(evil.requests).toHaveLength(0);
    await evil.stop();
  });

  it('goes on with the document it has while a refresh a day later fails, asking again only after a pause', async () => {
    const one = exchanger();
    await one.exchange(caller('ada', { exp: far() }), { resource: SEARCH });
    authority.discovery = () => ({ status: 503, body: '' });
    nowMs += 25 * 3_600_000;
    for (const name of ['ben', 'carla', 'dora'])
      await one.exchange(caller(name, { exp: far() }), { resource: SEARCH });
    expect(authority.discoveries).toBe(2);
    nowMs += 6 * 60_000;
    await one.exchange(caller('eve', { exp: far() }), { resource: SEARCH });
    expect(authority.discoveries).toBe(3);
  });

  it.each([
    ['the authority does not know', TENANT, { status: 400, body: { error: 'invalid_tenant' } }],
    ['is no GUID', '../common', undefined],
  ])('says that the set-up is wrong where the tenant %s', async (_what, tid, answer) => {
    authority.discovery = () => answer;
    const error = await failure(exchanger().exchange(caller('ada', { tid }), { resource: SEARCH }));
    expect(error['code']).toBe('upstream_configuration_error');
  });
});

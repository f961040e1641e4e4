import { inspect } from 'node:util';
import { FakeAuthority } from '../test/fake-authority.js';
import { caller, CLIENT, GRAPH, OTHER_TENANT, SEARCH, SECRET } from '../test/jwt.js';
import { failure, oboAt } from '../test/setup.js';

describe('TokenExchanger', () => {
  let authority: FakeAuthority;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
  });
  afterEach(() => authority.stop());

  it('exchanges the token of the user for a token of the resource', async () => {
    const user = caller('ada');
    const token = await oboAt(authority.origin).exchanger.exchange(user, { resource: SEARCH });
    expect(token).toMatchObject({
      resource: SEARCH,
      audience: SEARCH,
      scopes: ['user_impersonation'],
      subject: 'sub-of-oid-ada',
      upn: 'oid-ada@contoso.example',
      credential: 'client-secret',
      fromCache: false,
      claims: { oid: 'oid-ada', aud: SEARCH },
    });
    const form = authority.requests[0]?.form ?? {};
    expect(form).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      client_id: CLIENT,
      client_secret: SECRET,
      assertion: user.token,
    });
    expect(form['scope']?.split(' ')).toContain(`${SEARCH}/.default`);
    expect(JSON.parse(form['claims'] ?? '{}')).toMatchObject({
      access_token: { xms_cc: { values: ['cp1'] } },
    });
  });

  it('returns the expiry in seconds and keeps the token out of what is serialised or inspected', async () => {
    const token = await oboAt(authority.origin).exchanger.exchange(caller(), { resource: SEARCH });
    expect(token.expiresAt - Date.now() / 1000).toBeGreaterThan(3500);
    expect(token.expiresAt - Date.now() / 1000).toBeLessThan(3700);
    expect(token.accessToken.split('.')).toHaveLength(3);
    expect(Object.keys(token)).not.toContain('accessToken');
    expect(JSON.stringify(token) + inspect(token, { showHidden: true, depth: 9 })).not.toContain(
      token.accessToken,
    );
  });

  it('serves the second call of a session from memory and asks again for another session', async () => {
    const { exchanger } = oboAt(authority.origin);
    await exchanger.exchange(caller('ada'), { resource: SEARCH });
    const again = await exchanger.exchange(caller('ada'), { resource: SEARCH });
    const other = await exchanger.exchange(caller('ada', { session: 1 }), { resource: SEARCH });
    expect({ again: again.fromCache, other: other.fromCache }).toEqual({ again: true, other: false });
    expect(authority.requests).toHaveLength(2);
  });

  it('asks the tenant that the token of the user belongs to', async () => {
    const user = caller('guest', { tid: OTHER_TENANT });
    await oboAt(authority.origin).exchanger.exchange(user, { resource: SEARCH });
    expect(authority.requests[0]?.tenant).toBe(OTHER_TENANT);
  });

  it('asks for the allowed scope only where a resource is allowed by scope', async () => {
    const token = await oboAt(authority.origin).exchanger.exchange(caller(), { resource: GRAPH });
    expect(authority.requests[0]?.form['scope']?.split(' ')).toContain(`${GRAPH}/User.Read`);
    expect(authority.requests[0]?.form['scope']).not.toContain('.default');
    expect(token.scopes).toEqual(['User.Read']);
  });

  it('passes a claims challenge on and keeps its answer apart from the one without', async () => {
    const { exchanger } = oboAt(authority.origin);
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    await exchanger.exchange(caller(), { resource: SEARCH });
    const challenged = await exchanger.exchange(caller(), { resource: SEARCH, claims });
    expect(challenged.fromCache).toBe(false);
    expect(JSON.parse(authority.requests[1]?.form['claims'] ?? '')).toMatchObject({
      access_token: { acrs: { value: 'c1' }, xms_cc: { values: ['cp1'] } },
    });
    await expect(exchanger.exchange(caller(), { resource: SEARCH, claims: 'c1' })).rejects.toThrow(TypeError);
  });

  it('throws a token of somebody else away', async () => {
    authority.script = ({ form }) => ({
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: 3600,
        access_token: form['assertion'] === undefined ? '' : caller('eve').token,
      },
    });
    const error = await failure(
      oboAt(authority.origin).exchanger.exchange(caller('ada'), { resource: SEARCH }),
    );
    expect(error['code']).toBe('upstream_configuration_error');
  });

  it.each([
    [
      'an application without a user',
      caller('daemon', { appOnly: true }),
      { resource: SEARCH },
      'app_only_token',
    ],
    ['a resource that is not listed', caller(), { resource: `${SEARCH}/` }, 'resource_not_allowed'],
    ['a scope that is not listed', caller(), { scopes: [`${GRAPH}/Mail.Read`] }, 'resource_not_allowed'],
    ['no resource at all', caller(), {}, 'resource_not_allowed'],
  ])('refuses %s before any network call', async (_what, user, request, code) => {
    const error = await failure(oboAt(authority.origin).exchanger.exchange(user, request));
    expect(error['code']).toBe(code);
    expect(authority.requests).toHaveLength(0);
    expect(authority.discoveries).toBe(0);
  });

  it('refuses everything while it is switched off', async () => {
    const { exchanger, health } = oboAt(authority.origin, { enabled: false, credentials: [] });
    const error = await failure(exchanger.exchange(caller(), { resource: SEARCH }));
    expect(error).toMatchObject({ code: 'obo_disabled', status: 503 });
    expect(await health.ready()).toEqual({ ready: true });
  });
});

import { aadsts, FakeAuthority } from '../test/fake-authority.js';
import { SECRET, TENANT } from '../test/jwt.js';
import { failure, oboAt } from '../test/setup.js';

const SCOPE = 'https://ai.azure.com/.default';

describe('AppTokens', () => {
  let authority: FakeAuthority;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
  });
  afterEach(() => authority.stop());

  it('gets a token for the server itself with its own credential, once for many callers', async () => {
    const { appTokens } = oboAt(authority.origin);
    const tokens = await Promise.all(Array.from({ length: 100 }, () => appTokens.token(SCOPE)));
    expect(new Set([...tokens, await appTokens.token(SCOPE)]).size).toBe(1);
    expect(authority.requests).toHaveLength(1);
    expect(authority.requests[0]).toMatchObject({
      tenant: TENANT,
      form: { grant_type: 'client_credentials', scope: SCOPE, client_secret: SECRET },
    });
  });

  it('gets another before the token ends', async () => {
    let nowMs = Date.now();
    const { appTokens } = oboAt(authority.origin, { now: () => nowMs });
    const first = await appTokens.token(SCOPE);
    nowMs += 3_200_000;
    expect(await appTokens.token(SCOPE)).toBe(first);
    nowMs += 200_000;
    expect(await appTokens.token(SCOPE)).not.toBe(first);
  });

  it('works while on-behalf-of is off, and asks again after a failure', async () => {
    const { appTokens } = oboAt(authority.origin, { enabled: false });
    authority.script = () => aadsts(7000215, 'invalid_client', {}, 401);
    expect((await failure(appTokens.token(SCOPE)))['code']).toBe('upstream_credential_error');
    authority.script = () => undefined;
    expect((await appTokens.token(SCOPE)).split('.')).toHaveLength(3);
  });

  it('never blames a user: there is none', async () => {
    authority.script = () => aadsts(53003, 'invalid_grant');
    const error = await failure(oboAt(authority.origin).appTokens.token(SCOPE));
    expect(error['code']).toBe('upstream_configuration_error');
  });
});

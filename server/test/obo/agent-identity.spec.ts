import { Logger } from '@nestjs/common';
import {
  AGENT_APP_ID,
  AGENT_BLUEPRINT_ID,
  AGENT_BLUEPRINT_SECRET,
  API_AGENT_APP_ID,
  type LocalCloud,
  startLocalCloud,
} from '#local-cloud';
import { createObo, type Obo, type OboOptions, type UserAssertion } from '#libs/obo';

const SEARCH = 'https://search.azure.com';
const GRAPH = 'https://graph.microsoft.com';

describe('on-behalf-of as an agent identity', () => {
  let cloud: LocalCloud;
  let ada: UserAssertion;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    cloud = await startLocalCloud({ port: 0, pace: 'instant' });
    const blueprint = { audience: `api://${AGENT_BLUEPRINT_ID}`, scopes: ['access_agent'] };
    ada = assertionOf(await cloud.issueToken({ user: 'ada', ...blueprint }));
  });
  afterEach(() => cloud.resetDrills());
  afterAll(() => cloud.close());

  const assertionOf = (token: string): UserAssertion => {
    const claims = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    ) as UserAssertion;
    return { token, tid: claims.tid, oid: claims.oid, appOnly: false };
  };
  const agent = (agentId: string = AGENT_APP_ID, secret: string = AGENT_BLUEPRINT_SECRET): Obo => {
    const options: OboOptions = {
      authorityHost: cloud.url,
      tenantId: cloud.settings()['TENANT_ID'] ?? '',
      clientId: AGENT_BLUEPRINT_ID,
      credentials: [{ kind: 'agent-identity', agentId, blueprint: { kind: 'client-secret', secret } }],
      allowedResources: [SEARCH, GRAPH],
      sleep: () => Promise.resolve(),
    };
    return createObo(options);
  };
  const legs = (): number => cloud.journal.count({ path: /\/token$/ });
  const refusal = (promise: Promise<unknown>): Promise<Record<string, unknown>> =>
    promise.then(
      () => ({ code: 'none' }),
      (error: unknown) => error as Record<string, unknown>,
    );

  it('exchanges the token of a person in two legs, and the agent is in the token', async () => {
    const before = legs();
    const { claims, credential } = await agent().exchanger.exchange(ada, { resource: SEARCH });
    expect(claims).toMatchObject({
      aud: SEARCH,
      appid: AGENT_APP_ID,
      oid: ada.oid,
      upn: 'ada@contoso.example',
      xms_par_app_azp: AGENT_BLUEPRINT_ID,
    });
    expect(credential).toBe('agent-identity');
    expect(legs() - before).toBe(2);
  });

  it('asks for its exchange token once for many people', async () => {
    const { exchanger } = agent();
    const blueprint = { audience: `api://${AGENT_BLUEPRINT_ID}`, scopes: ['access_agent'] };
    const ben = assertionOf(await cloud.issueToken({ user: 'carla', mfa: true, ...blueprint }));
    const before = legs();
    await Promise.all([ada, ben].map((user) => exchanger.exchange(user, { resource: SEARCH })));
    expect(legs() - before).toBe(3);
  });

  it('is blocked where an administrator has not granted a permission, and asks nobody to consent', async () => {
    const error = await refusal(agent().exchanger.exchange(ada, { resource: GRAPH }));
    expect(error).toMatchObject({ code: 'access_blocked', entraCode: 'AADSTS65001' });
    expect(error['claims']).toBeUndefined();
  });

  it.each([
    ['of another blueprint', API_AGENT_APP_ID, AGENT_BLUEPRINT_SECRET],
    ['whose blueprint has a wrong secret', AGENT_APP_ID, 'wrong'],
  ])('fails for the operator for an agent %s', async (_what, agentId, secret) => {
    const { exchanger, health } = agent(agentId, secret);
    const error = await refusal(exchanger.exchange(ada, { resource: SEARCH }));
    expect(error).toMatchObject({ code: 'upstream_credential_error', status: 503 });
    expect(JSON.stringify(error)).not.toContain(secret);
    expect((await health.ready()).ready).toBe(false);
  });

  it('calls an outage in the first leg an outage', async () => {
    cloud.drill({ token: [{ fault: 'status', status: 503, grant: 'client_credentials' }] });
    const error = await refusal(agent().exchanger.exchange(ada, { resource: SEARCH }));
    expect(error).toMatchObject({ code: 'authority_unavailable' });
  });

  it('refuses the token of a person who called another API', async () => {
    const other = assertionOf(await cloud.issueToken({ user: 'ada' }));
    const error = await refusal(agent().exchanger.exchange(other, { resource: SEARCH }));
    expect(error).toMatchObject({ code: 'invalid_token', entraCode: 'AADSTS50013' });
  });
});

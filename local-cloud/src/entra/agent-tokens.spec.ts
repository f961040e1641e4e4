import { decodeJwt } from 'jose';
import {
  AGENT_APP_ID,
  AGENT_BLUEPRINT_ID,
  AGENT_USER,
  API_APP_ID,
  type LocalCloud,
  startLocalCloud,
} from '../index.js';

/** Tokens are dated five minutes back. */
const BACKDATED = 300;

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud({ now: () => 1_800_000_000_000 });
});
afterAll(() => cloud.close());

const facets = (value: unknown): string[] => String(value).split(' ').toSorted();

describe('tokens of agents', () => {
  it.each([
    [
      'a person through an agent',
      { agent: 'person', user: 'ada' },
      '11 3 9',
      '10 3',
      'user',
      AGENT_BLUEPRINT_ID,
    ],
    ['an agent alone', { agent: 'alone' }, '11 3 9', '11 3 9', 'app', AGENT_BLUEPRINT_ID],
    ["an agent's user", { agent: 'user' }, '11 3 9', '13 3', 'user', AGENT_BLUEPRINT_ID],
    [
      "an agent's user through a plain client",
      { agent: 'user', clientAppId: API_APP_ID },
      '3 9',
      '13 3',
      'user',
      undefined,
    ],
    ['a plain app', { app: true }, '3 9', '3 9', 'app', undefined],
    ['a person through a plain client', {}, undefined, undefined, undefined, undefined],
  ] as const)('%s', async (_, options, actor, subject, idtyp, parent) => {
    const response = await fetch(`${cloud.url}/_drill/token`, {
      method: 'POST',
      body: JSON.stringify(options),
    });
    const { access_token } = (await response.json()) as { access_token: string };
    const claims = decodeJwt(access_token);
    const sorted = (value: unknown) => (value === undefined ? undefined : facets(value).join(' '));
    expect([sorted(claims['xms_act_fct']), sorted(claims['xms_sub_fct'])]).toEqual([actor, subject]);
    expect(claims['idtyp']).toBe(idtyp);
    expect(claims['xms_par_app_azp']).toBe(parent);
    expect(typeof claims['scp']).toBe(idtyp === 'app' ? 'undefined' : 'string');
  });

  it('dates every token five minutes back', async () => {
    const { exp = 0, iat = 0, nbf } = decodeJwt(await cloud.issueToken({ lifetimeSeconds: 3600 }));
    expect(iat).toBe(1_800_000_000 - BACKDATED);
    expect(nbf).toBe(iat);
    expect(exp - iat).toBe(3600 + BACKDATED);
  });

  it.each(['', '/'] as const)(
    'carries the scope "%s" of an agent alone where the drill says so',
    async (appScope) => {
      const claims = decodeJwt(await cloud.issueToken({ agent: 'alone', appScope }));
      expect(claims).toMatchObject({
        scp: appScope,
        oid: AGENT_APP_ID,
        sub: AGENT_APP_ID,
        azp: AGENT_APP_ID,
      });
    },
  );

  it("gives an agent's user no authentication methods", async () => {
    const claims = decodeJwt(await cloud.issueToken({ agent: 'user' }));
    expect(claims).toMatchObject({ oid: AGENT_USER.oid, upn: AGENT_USER.upn, acct: 0 });
    expect(claims).not.toHaveProperty('amr');
  });
});

import { describe, expect, it } from '@jest/globals';
import { callerOf } from './caller.js';

const TENANT = '10000000-c047-4050-8a00-000000000001';
const OTHER = '20000000-fab1-4a00-8a00-000000000002';
const V2 = {
  iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  exp: 1_800_003_600,
  ver: '2.0',
  oid: 'ada',
  tid: TENANT,
  sub: 's',
  azp: 'spa',
  appid: 'never-read-in-v2',
  scp: 'access_as_user Notes.ReadWrite',
};

describe('callerOf', () => {
  it('reads a v2 user token', () => {
    const claims = {
      ...V2,
      name: 'Ada',
      preferred_username: 'ada@contoso.example',
      xms_cc: ['CP1'],
      acrs: ['c1'],
    };
    expect(callerOf(claims, 't', () => [])).toEqual({
      oid: 'ada',
      tid: TENANT,
      sub: 's',
      name: 'Ada',
      upn: 'ada@contoso.example',
      scopes: ['access_as_user', 'Notes.ReadWrite'],
      roles: [],
      clientAppId: 'spa',
      tokenVersion: '2.0',
      expiresAt: 1_800_003_600,
      appOnly: false,
      guest: false,
      capabilities: ['cp1'],
      authContexts: ['c1'],
      claims,
    });
  });

  it('reads a v1 app-only token', () => {
    const { scp: _scp, ...rest } = V2;
    const caller = callerOf(
      { ...rest, ver: '1.0', appid: 'daemon', roles: ['Tasks.Run.All'], idtyp: 'app' },
      't',
      () => [],
    );
    expect(caller).toMatchObject({ tokenVersion: '1.0', clientAppId: 'daemon', appOnly: true, scopes: [] });
    expect(caller.roles).toEqual(['Tasks.Run.All']);
    expect(caller).not.toHaveProperty('name');
    expect(caller).not.toHaveProperty('upn');
  });

  it('prefers upn, and takes single texts for lists where Entra may send either', () => {
    const caller = callerOf(
      { ...V2, upn: 'a@x', preferred_username: 'b@x', xms_cc: 'CP1', acrs: 'c2' },
      't',
      () => [],
    );
    expect(caller).toMatchObject({ upn: 'a@x', capabilities: ['cp1'], authContexts: ['c2'] });
  });

  it.each([
    [{ acct: 1 }, true],
    [{ acct: 0 }, false],
    [{ idp: `https://sts.windows.net/${OTHER}/` }, true],
    [{ idp: `https://sts.windows.net/${TENANT}/` }, false],
    [{ idp: `https://sts.windows.net/${TENANT.toUpperCase()}/` }, false],
    [{ idp: V2.iss }, false],
    [{ idp: `https://evil.example/${TENANT}/` }, true],
    [{ idp: `https://sts.windows.net/${TENANT}/?x=${OTHER}` }, true],
    [{ idp: `https://sts.windows.net/${OTHER}/${TENANT}/` }, true],
    [{ idp: 'live.com' }, true],
    [{ idp: `https://attacker.example/?x=${TENANT}` }, true],
    [{ acct: 1, idp: V2.iss }, true],
  ])('knows a guest: %j -> %s', (change, guest) => {
    expect(callerOf({ ...V2, ...change }, 't', () => []).guest).toBe(guest);
  });

  it('never shows the token by accident', () => {
    const caller = callerOf(V2, 'secret.token', () => []);
    expect(caller.token).toBe('secret.token');
    expect(JSON.stringify(caller)).not.toContain('secret.token');
    expect(Object.keys({ ...caller })).not.toContain('token');
  });

  it('cannot be changed, down to the last list', () => {
    const caller = callerOf({ ...V2, roles: ['Reader'], nested: { list: [{ a: 1 }] } }, 't', () => []);
    const parts = [
      caller,
      caller.scopes,
      caller.roles,
      caller.capabilities,
      caller.authContexts,
      caller.claims,
    ];
    const { nested, roles } = caller.claims as { nested: { list: object[] }; roles: string[] };
    const all = [...parts, roles, nested, nested.list, nested.list[0]];
    expect(all.map((part) => Object.isFrozen(part))).toEqual(all.map(() => true));
    expect(() => (caller.roles as string[]).push('Admin')).toThrow(TypeError);
  });
});

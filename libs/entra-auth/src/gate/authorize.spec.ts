import { describe, expect, it } from '@jest/globals';
import { type Caller, callerOf } from '../claims/caller.js';
import { authorize } from './authorize.js';
import type { RouteNeeds } from './route-needs.js';

const NONE: RouteNeeds = {
  public: false,
  scopes: undefined,
  roles: [],
  scopesOrRoles: false,
  userOnly: false,
  agents: undefined,
  authContexts: [],
  groups: [],
};

function user(claims: Readonly<Record<string, unknown>> = {}): Caller {
  return callerOf(
    { ver: '2.0', oid: 'o', tid: 't', sub: 's', exp: 1, scp: 'access_as_user', ...claims },
    'token',
    () => [],
  );
}
const app = (...roles: readonly string[]): Caller => user({ scp: undefined, idtyp: 'app', roles });

function verdict(caller: Caller, needs: Partial<RouteNeeds>): string {
  try {
    authorize(caller, { ...NONE, ...needs }, 'access_as_user');
    return 'enters';
  } catch (error) {
    return String((error as { failure?: string }).failure);
  }
}

describe('authorize', () => {
  it.each([
    ['a user with the required scope', user(), {}, 'enters'],
    ['a user without it', user({ scp: 'other' }), {}, 'scope_missing'],
    ['a user with one scope of two', user(), { scopes: ['access_as_user', 'b'] }, 'scope_missing'],
    ['a user with both', user({ scp: 'b access_as_user' }), { scopes: ['access_as_user', 'b'] }, 'enters'],
    ['a user whose route names another scope', user({ scp: 'b' }), { scopes: ['b'] }, 'enters'],
    ['a user without the role', user(), { roles: ['r'] }, 'role_missing'],
    ['a user with one role of two', user({ roles: ['r'] }), { roles: ['r', 'q'] }, 'role_missing'],
    ['a user with role and scope', user({ roles: ['r'] }), { roles: ['r'] }, 'enters'],
    [
      'a user whose role is named like a scope',
      user({ scp: 'x', roles: ['access_as_user'] }),
      {},
      'scope_missing',
    ],
    ['an app where nobody spoke of apps', app('r'), {}, 'user_required'],
    ['an app with the role', app('r'), { roles: ['r'] }, 'enters'],
    ['an app without it', app('q'), { roles: ['r'] }, 'role_missing'],
    ['an app with one role of two', app('r'), { roles: ['r', 'q'] }, 'role_missing'],
    ['an app where scopes are named, too', app('r'), { roles: ['r'], scopes: ['b'] }, 'user_required'],
    [
      'an app where roles may stand for scopes',
      app('r'),
      { roles: ['r'], scopes: ['b'], scopesOrRoles: true },
      'enters',
    ],
    [
      'a user there, by scopes alone',
      user({ scp: 'b' }),
      { roles: ['r'], scopes: ['b'], scopesOrRoles: true },
      'enters',
    ],
    ['an app where only users may act', app('r'), { roles: ['r'], userOnly: true }, 'app_only_token'],
    ['a user in one of the groups', user({ groups: ['g', 'h'] }), { groups: ['x', 'g'] }, 'enters'],
    ['a user in none', user({ groups: ['h'] }), { groups: ['x', 'g'] }, 'group_missing'],
    [
      'a user with group overage',
      user({ _claim_names: { groups: 'src1' } }),
      { groups: ['g'] },
      'groups_unknown',
    ],
    [
      'a user with other claims elsewhere',
      user({ _claim_names: { x: 'src1' } }),
      { groups: ['g'] },
      'group_missing',
    ],
    ['hasgroups', user({ hasgroups: true }), { groups: ['g'] }, 'groups_unknown'],
    ['hasgroups false', user({ hasgroups: false }), { groups: ['g'] }, 'group_missing'],
    ['a context that was satisfied', user({ acrs: ['c1', 'c2'] }), { authContexts: ['c2'] }, 'enters'],
    ['one context of two', user({ acrs: ['c1'] }), { authContexts: ['c1', 'c2'] }, 'step_up_required'],
    ['a capable client', user({ xms_cc: ['cp1'] }), { authContexts: ['c1'] }, 'insufficient_claims'],
  ] as const)('%s', (_name, caller, needs, outcome) => {
    expect(verdict(caller, needs)).toBe(outcome);
  });

  it('asks for the context that is missing, not for the one that is there', () => {
    const check = (): void =>
      authorize(user({ acrs: ['c1'] }), { ...NONE, authContexts: ['c1', 'c2'] }, 'access_as_user');
    expect(check).toThrow(expect.objectContaining({ claims: expect.stringContaining('"c2"') }));
  });

  describe('agents', () => {
    const AGENT = 'a9e00000-0000-4000-8000-000000000001';
    const through = user({ azp: AGENT, xms_act_fct: '11' });
    const alone = user({ azp: AGENT, xms_act_fct: '11', scp: '/', roles: ['Tasks.Run.All'] });
    const named = (...agents: readonly string[]) => ({ agents: new Set(agents) });

    it('act for a person as that person, and alone only where no person is needed', () => {
      expect(verdict(through, {})).toBe('enters');
      expect(verdict(alone, {})).toBe('app_only_token');
      expect(verdict(alone, { userOnly: true })).toBe('app_only_token');
      expect(verdict(alone, { roles: ['Tasks.Run.All'] })).toBe('enters');
      expect(verdict(alone, named())).toBe('enters');
      expect(verdict(alone, { ...named(), userOnly: true })).toBe('app_only_token');
      expect(verdict(alone, { ...named(), roles: ['Other'] })).toBe('role_missing');
    });

    it('are held to the list of a route, which says nothing about persons and plain apps', () => {
      expect(verdict(alone, named(AGENT))).toBe('enters');
      expect(verdict(through, named(AGENT))).toBe('enters');
      expect(verdict(alone, named('other'))).toBe('agent_not_allowed');
      expect(verdict(through, named('other'))).toBe('agent_not_allowed');
      expect(verdict(user(), named('other'))).toBe('enters');
      expect(verdict(app('Tasks.Run.All'), named())).toBe('user_required');
    });
  });
});

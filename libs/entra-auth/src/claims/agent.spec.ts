import { describe, expect, it } from '@jest/globals';
import { agentOf, isNamed } from './agent.js';

const AGENT = 'a9e00000-0000-4000-8000-000000000001';
const BLUEPRINT = 'b1e00000-0000-4000-8000-000000000001';
const V2 = { ver: '2.0', azp: AGENT, oid: 'ada', scp: 'access_as_user' };
const alone = { ver: '2.0', azp: AGENT, oid: AGENT, idtyp: 'app', roles: ['Tasks.Run.All'] };

describe('agentOf', () => {
  it.each([
    ['a person through an agent', { ...V2, xms_act_fct: '3 9 11', xms_sub_fct: '3 10' }, 'agent'],
    ['an agent alone', { ...alone, xms_act_fct: '9 3 11', xms_sub_fct: '11 3 9' }, 'agent'],
    ["an agent's user", { ...V2, xms_act_fct: '3 11 9', xms_sub_fct: '3 13' }, 'agent-user'],
    ["an agent's user seen through a plain middle tier", { ...V2, xms_sub_fct: '13 3' }, 'agent-user'],
    ['an agent known by its blueprint alone', { ...V2, xms_par_app_azp: BLUEPRINT }, 'agent'],
    ['facets with words and gaps between them', { ...V2, xms_act_fct: ' x  11 ' }, 'agent'],
    ['a person with ordinary facets', { ...V2, xms_act_fct: '3 9', xms_sub_fct: '3 10' }, undefined],
    ['a number that only contains 11', { ...V2, xms_act_fct: '3 110 211 1', xms_sub_fct: '113' }, undefined],
    ['a plain app', { ...alone, xms_act_fct: '3 9' }, undefined],
    ['no facet at all', V2, undefined],
  ])('knows %s', (_name, claims, kind) => {
    expect(agentOf(claims)?.kind).toBe(kind);
  });

  it('names the agent identity by azp, in version 1 by appid, never by its blueprint', () => {
    const claims = { ...V2, xms_act_fct: '11', xms_par_app_azp: BLUEPRINT };
    expect(agentOf(claims)).toEqual({ id: AGENT, kind: 'agent', blueprint: BLUEPRINT });
    expect(agentOf({ ver: '1.0', appid: AGENT, azp: 'never-read-in-v1', xms_act_fct: '11' })?.id).toBe(AGENT);
  });

  it('lets a blueprint in by its own spelling only', () => {
    const agent = { id: AGENT, kind: 'agent', blueprint: BLUEPRINT } as const;
    expect(isNamed(agent, new Set())).toBe(true);
    expect(isNamed(agent, new Set([AGENT]))).toBe(true);
    expect(isNamed(agent, new Set([`blueprint:${BLUEPRINT}`]))).toBe(true);
    expect(isNamed(agent, new Set([BLUEPRINT]))).toBe(false);
    expect(isNamed({ id: AGENT, kind: 'agent' }, new Set([`blueprint:${AGENT}`]))).toBe(false);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Product, startProduct } from '../support/product.js';
import { McpCaller } from '../tools/mcp-caller.js';
import { DOOR_NAMES, knockWith } from './door.js';

const AGENT = 'a9e00000-0000-4000-8000-000000000001';
const STRANGER = 'a9e00000-0000-4000-8000-000000000002';
const BLUEPRINT = 'b1e00000-0000-4000-8000-000000000001';
const agent = { azp: AGENT, azpacr: '2', xms_act_fct: '3 9 11', xms_sub_fct: '3 10' };
const alone = {
  ...agent,
  ...{ oid: AGENT, sub: AGENT, scp: '/', roles: ['Tasks.Run.All'], idtyp: 'app', name: undefined },
};

describe('agents of Entra Agent ID at every kind of door', () => {
  let product: Product;
  const tokenOf = (claims: Readonly<Record<string, unknown>>) => product.cloud.issueToken({ claims });

  beforeAll(async () => {
    product = await startProduct({ settings: { ALLOWED_AGENTS: `${AGENT},blueprint:${BLUEPRINT}` } });
  });
  afterAll(() => product.close());

  it.each(DOOR_NAMES)('%s: a person through an agent enters as that person', async (door) => {
    expect((await knockWith(product, door, await tokenOf(agent))).status).toBe(200);
    const ofBlueprint = { ...agent, azp: STRANGER, xms_par_app_azp: BLUEPRINT };
    expect((await knockWith(product, door, await tokenOf(ofBlueprint))).status).toBe(200);
  });

  it.each(DOOR_NAMES)('%s: an agent that is not on the list is 403 agent_not_allowed', async (door) => {
    const answer = await knockWith(product, door, await tokenOf({ ...agent, azp: STRANGER }));
    expect(answer.status).toBe(403);
    expect(answer.challenge?.['error']).toBeUndefined();
    expect(answer.problem).toMatchObject({ code: 'agent_not_allowed', status: 403 });
  });

  it.each(DOOR_NAMES)('%s: an agent alone is app_only_token', async (door) => {
    const answer = await knockWith(product, door, await tokenOf(alone));
    expect(answer.status).toBe(403);
    expect(answer.problem).toMatchObject({ code: 'app_only_token' });
    expect(answer.challenge).toMatchObject({ error: 'insufficient_scope' });
  });

  it('get_user_info says which agent acts on behalf of whom', async () => {
    const caller = new McpCaller(product, await tokenOf({ ...agent, xms_par_app_azp: BLUEPRINT }));
    const { structuredContent } = await caller.call('get_user_info');
    expect(structuredContent).toMatchObject({
      identity: {
        name: 'Ada Lovelace',
        agent: { id: AGENT, kind: 'agent', blueprint: BLUEPRINT },
        actor: expect.stringMatching(`\\(agent ${AGENT}\\), on behalf of Ada Lovelace$`),
      },
    });
    expect(structuredContent?.['checks']).toContainEqual({
      check: 'agent',
      passed: true,
      found: `the agent ${AGENT}, on behalf of a person`,
    });
  });
});

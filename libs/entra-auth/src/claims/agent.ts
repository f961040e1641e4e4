import { type Claims, clientOf, text } from './claims.js';

/**
 * An agent of Entra Agent ID that sent a token.
 *
 * @example
 * const through = caller.agent === undefined ? '' : ` through the agent ${caller.agent.id}`;
 */
export interface Agent {
  /** Client id of the agent identity: `azp` (v2) or `appid` (v1). */
  readonly id: string;
  /** `agent-user`: the account in the token belongs to an agent, not to a person. */
  readonly kind: 'agent' | 'agent-user';
  /** Client id of the blueprint that the agent was made from. For logs: every agent of a blueprint shares it. */
  readonly blueprint?: string;
}

/** Members of a facet claim; all others mean nothing to a resource, and ordinary tokens have them as well. */
const AGENT_IDENTITY = '11';
const AGENTS_USER = '13';

/**
 * The agent that a token belongs to, or `undefined`. `xms_act_fct` are facets of who acts (`azp`), `xms_sub_fct` of
 * whom the token is about (`oid`), each a string of numbers separated by spaces, in any order.
 * Source: https://learn.microsoft.com/entra/agent-id/identity-platform/agent-token-claims
 */
export function agentOf(claims: Claims): Agent | undefined {
  const facets = [claims['xms_act_fct'], claims['xms_sub_fct']].flatMap(
    (facet) => text(facet)?.split(/\s+/) ?? [],
  );
  const blueprint = text(claims['xms_par_app_azp']);
  const ofUser = facets.includes(AGENTS_USER);
  if (!ofUser && !facets.includes(AGENT_IDENTITY) && blueprint === undefined) return undefined;
  return {
    id: clientOf(claims) ?? '',
    kind: ofUser ? 'agent-user' : 'agent',
    ...(blueprint === undefined ? {} : { blueprint }),
  };
}

/**
 * True where the agent is on a list of client ids and `blueprint:<client id>` entries; an empty list names all. A
 * blueprint must be asked for by that prefix, as it lets in every agent that will ever be made from it.
 */
export function isNamed({ id, blueprint }: Agent, list: ReadonlySet<string>): boolean {
  return list.size === 0 || list.has(id) || (blueprint !== undefined && list.has(`blueprint:${blueprint}`));
}

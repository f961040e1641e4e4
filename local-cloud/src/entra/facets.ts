/**
 * Facets of actor and subject: the claims by which a token shows an agent (Entra Agent ID).
 * Source: https://learn.microsoft.com/entra/agent-id/agent-token-claims
 */
import { AGENT_USER, type DemoUser } from '../demo.js';
import type { Registration } from './registration.js';

/** Every application has these; they mean nothing here. */
const APPLICATION = ['3', '9'];
const AGENT_IDENTITY = '11';
const AGENTS_USER = '13';

/** Who acts: the client, as far as the directory knows it, and the person, if there is one. */
export interface Actor {
  readonly client: Registration | undefined;
  readonly user: DemoUser | undefined;
}

/** The claims, or nothing for a person who acts through an ordinary client. */
export function facetClaims({ client, user }: Actor): Record<string, unknown> {
  const agent = client?.blueprint !== undefined;
  const agentsUser = user?.oid === AGENT_USER.oid;
  if (user && !agent && !agentsUser) return {};
  const actor = agent ? [...APPLICATION, AGENT_IDENTITY] : APPLICATION;
  const subject = agentsUser ? ['3', AGENTS_USER] : user ? ['3', '10'] : actor;
  return {
    ...(user ? { idtyp: 'user' } : {}),
    xms_act_fct: shuffled(actor),
    xms_sub_fct: shuffled(subject),
    xms_idrel: user ? '1 18' : '7 28',
    ...(agent ? { xms_par_app_azp: client.blueprint } : {}),
  };
}

/** Members come in any order. */
function shuffled(members: readonly string[]): string {
  return members
    .map((member) => ({ member, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ member }) => member)
    .join(' ');
}

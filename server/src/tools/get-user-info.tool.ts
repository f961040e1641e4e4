import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#libs/entra-auth';
import { Tool, type ToolContext } from '#libs/mcp';

const identity = z.object({
  name: z.string().optional(),
  upn: z.string().optional().describe('Sign-in name, for display only'),
  oid: z.string().describe('Object id of the person'),
  tid: z.string().describe('Tenant id'),
  scopes: z.array(z.string()),
  roles: z.array(z.string()),
  clientAppId: z.string().describe('The application that the person uses'),
  tokenVersion: z.enum(['1.0', '2.0']),
  expiresAt: z.number().describe('Seconds since the epoch, UTC'),
  guest: z.boolean(),
  agent: z
    .object({ id: z.string(), kind: z.enum(['agent', 'agent-user']), blueprint: z.string().optional() })
    .optional()
    .describe('The agent of Entra Agent ID that acts'),
  actor: z.string().describe('Who acts, for whom'),
});

const checks = z.array(
  z.object({
    check: z.string(),
    passed: z.boolean(),
    found: z.string().describe('What was found in the token, in words'),
  }),
);

@Injectable()
export class GetUserInfoTool {
  @Tool({
    name: 'get_user_info',
    title: 'Who am I',
    description:
      'Returns who the signed-in user is: name, sign-in name, object id, tenant, scopes, roles, client application and agent from the validated access token, and what each security check of the token found. Use it for questions such as "who am I", "my account", "my permissions", "my token".',
    output: z.object({ identity, checks }),
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  })
  describe(_args: unknown, { user, client }: ToolContext<Caller>) {
    const { name, upn, oid, tid, scopes, roles, clientAppId, tokenVersion, expiresAt, guest, agent } = user;
    return {
      identity: {
        name,
        upn,
        oid,
        tid,
        scopes: [...scopes],
        roles: [...roles],
        clientAppId,
        tokenVersion,
        expiresAt,
        guest,
        ...(agent === undefined ? {} : { agent: { ...agent } }),
        actor: actorOf(user, client?.name),
      },
      checks: [...user.checks()],
    };
  }
}

/** "Claude Code, on behalf of Ada Lovelace". What a client calls itself was not verified; the agent's id was. */
function actorOf({ name, oid, clientAppId, agent, appOnly }: Caller, client: string | undefined): string {
  const through = agent === undefined ? (client ?? clientAppId) : `${client ?? 'agent'} (agent ${agent.id})`;
  if (appOnly) return through;
  return agent?.kind === 'agent-user'
    ? `${through}, as its own account ${name ?? oid}`
    : `${through}, on behalf of ${name ?? oid}`;
}

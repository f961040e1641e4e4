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
      'Returns who the signed-in user is: name, sign-in name, object id, tenant, scopes, roles and client application from the validated access token, and what each security check of the token found. Use it for questions such as "who am I", "my account", "my permissions", "my token".',
    output: z.object({ identity, checks }),
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  })
  describe(_args: unknown, { user }: ToolContext<Caller>) {
    const { name, upn, oid, tid, scopes, roles, clientAppId, tokenVersion, expiresAt, guest } = user;
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
      },
      checks: [...user.checks()],
    };
  }
}

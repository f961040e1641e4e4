import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#libs/entra-auth';
import { Tool, type ToolContext } from '#libs/mcp';

@Injectable()
export class SecurePingTool {
  @Tool({
    name: 'secure_ping',
    title: 'Secure ping',
    description:
      'Checks that the server answers and that it accepted your access token. Use it to test the connection.',
    output: z.object({
      ok: z.literal(true),
      message: z.string(),
      user: z.string().describe('Object id of the caller'),
      serverTime: z.string().describe('ISO 8601, UTC'),
    }),
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  })
  ping(_args: unknown, { user }: ToolContext<Caller>) {
    return {
      ok: true as const,
      message: 'pong: your access token was validated.',
      user: user.oid,
      serverTime: new Date().toISOString(),
    };
  }
}

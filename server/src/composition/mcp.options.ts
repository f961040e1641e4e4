import { ForbiddenException } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import type { CallSource, MappedError, McpModuleOptions } from '#libs/mcp';
import type { AuditLog } from '../audit/audit-log.js';
import { DownstreamError } from '../downstream/downstream.error.js';
import { OboError, nextStep } from '#libs/obo';
import { RateLimitError, type RateLimiter } from '../http/rate-limit/rate-limiter.js';
import type { Settings } from '../settings/settings.js';
import { ofMcpCall } from './audit.entries.js';
import { encryptionKeys } from './encryption-keys.js';
import { factsOf, type McpPerson } from './mcp-person.js';
import { toolFailure } from './tool-failure.js';

const INSTRUCTIONS =
  'Tools of this organisation. They run with the rights of the signed-in user: what the user may not see, they do not find.';

/** The chat keeps a question open for an hour; its answer must still be good then. */
const STATE_SECONDS = 2 * 3600;

/** What the MCP server gets from the other modules. */
export interface McpNeeds {
  readonly limiter: RateLimiter;
  readonly audit: AuditLog;
  /** Where the OAuth proxy is on. */
  readonly person?: McpPerson;
}

/** Options of the MCP server. */
export function mcpOptions(settings: Settings, { limiter, audit, person }: McpNeeds): McpModuleOptions {
  return {
    name: 'torii',
    title: 'Torii',
    version: '0.1.0',
    instructions: INSTRUCTIONS,
    resource: settings.mcpResource,
    authorizationServers: settings.authorizationServers,
    allowedOrigins: settings.CORS_ORIGINS,
    caller: (request) => callerOf(request),
    callerId: (caller) => (caller as Caller).oid,
    scopesOf: (caller) => (caller as Caller).scopes,
    rolesOf: (caller) => (caller as Caller).roles,
    qualifyScope: (scope) => settings.qualifiedScope(scope),
    baseScopes: [settings.REQUIRED_SCOPE],
    ...(settings.MCP_SIGN_IN_SCOPES === 'base' && { scopesSupported: [settings.REQUIRED_SCOPE] }),
    ...(settings.RATE_LIMIT_PER_MINUTE > 0 && {
      admitToolCall: async (caller) => void (await limiter.count('mcp', caller as Caller)),
    }),
    traceId: (request) => (request as { id?: string }).id,
    audit: (record, source) => audit.write(ofMcpCall(record, source)),
    mapError: (error, _caller, source) => mapError(error, source, person),
    ...(person && { links: person.links }),
    encryptionKeys: encryptionKeys(settings),
    requestStateTtlSeconds: STATE_SECONDS,
  };
}

function callerOf(request: unknown): Caller {
  const { caller } = request as { caller?: Caller };
  if (!caller) throw new ForbiddenException();
  return caller;
}

/** What an agent gets for a failed exchange or downstream call: the next step, and the facts for a program. */
async function mapError(
  error: unknown,
  source: CallSource,
  person: McpPerson | undefined,
): Promise<MappedError | undefined> {
  if (error instanceof OboError) {
    const challenge = await person?.stepUp(error, source);
    return challenge ?? toolFailure(nextStep(error), factsOf(error));
  }
  if (error instanceof RateLimitError) {
    const { code, message, retryAfterSeconds } = error;
    return toolFailure(message, { code, retryAfterSeconds });
  }
  if (error instanceof DownstreamError) {
    const { code, correlationId, retryAfterSeconds } = error;
    return toolFailure(error.message, { code, correlationId, retryAfterSeconds });
  }
  return undefined;
}

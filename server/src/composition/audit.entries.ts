import type { Caller } from '#libs/entra-auth';
import type { CallRecord, CallSource } from '#libs/mcp';
import type { SignInRecord } from '#libs/oauth-proxy';
import type { ExchangeEvent } from '#libs/obo';
import type { AuditEntry } from '../audit/audit-record.js';
import { callerFacts } from '../audit/caller-facts.js';
import type { ChatAct } from '../chat/agent/acts.js';

/** Longest name of a client that is kept, in characters. */
const MAX_NAME = 200;

/** A call at `/mcp`. Those that the chat makes in this process are recorded by the chat, with who decided. */
export function ofMcpCall(record: CallRecord, { caller, request }: CallSource): AuditEntry | undefined {
  if (request === undefined || caller === undefined) return undefined;
  const { name, client, argumentsHash, outcome, code, ms, traceId } = record;
  const { headers } = request as { readonly headers?: Readonly<Record<string, unknown>> };
  return {
    ...callerFacts(caller as Caller, clip(client?.name) ?? declaredBy(headers?.['user-agent'])),
    kind: 'tool_call',
    tool: name,
    argumentsHash,
    outcome,
    code,
    ms,
    traceId,
  };
}

/** An exchange. Its user is the caller that the gate validated. */
export function ofExchange({ user, resource, ms, ...event }: ExchangeEvent): AuditEntry {
  const { audience = resource, scopes, outcome, code, entraCode, correlationId, fromCache } = event;
  return {
    ...callerFacts(user as Caller),
    kind: 'exchange',
    audience,
    scopes,
    outcome,
    code,
    entraCode,
    correlationId,
    fromCache,
    ms: Math.round(ms * 10) / 10,
  };
}

/** A sign-in of an MCP client's person through the OAuth proxy. */
export function ofSignIn({ tid, oid, name, client, scopes, ...rest }: SignInRecord): AuditEntry {
  return {
    kind: 'sign_in',
    who: { tid, oid, name },
    client: { azp: clip(client.id), name: clip(client.name) },
    scopes,
    outcome: rest.outcome === 'succeeded' ? 'ok' : 'error',
    code: rest.error,
    entraCode: rest.aadsts,
    correlationId: rest.correlationId,
  };
}

/** A tool call of the chat, or an answer to the question whether it may run. */
export function ofChat({ caller, ...act }: ChatAct): AuditEntry {
  return { ...callerFacts(caller, 'Torii'), ...act };
}

/** A client of 2025 names itself only when it connects; what it sends with every request is its product token. */
function declaredBy(userAgent: unknown): string | undefined {
  return typeof userAgent === 'string' ? clip(userAgent.split(/[\s(]/, 1)[0]) : undefined;
}

function clip(name: string | undefined): string | undefined {
  return name === undefined || name === '' ? undefined : name.slice(0, MAX_NAME);
}

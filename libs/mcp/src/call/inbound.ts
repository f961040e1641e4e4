import type { AuthInfo, ServerContext } from '@modelcontextprotocol/server';
import type { Principal } from '../access/access-policy.js';
import type { HttpChallenge } from '../access/http-challenge.js';
import type { Era } from '../era.js';

/** What a client declares of itself; not verified. */
export interface Declared {
  readonly client: { readonly name: string; readonly version: string };
  /** True where it shows a person a link that the server names (URL elicitation). */
  readonly opensLinks: boolean;
}

/** What belongs to one request and travels with it through the SDK. Never shared, never kept. */
export interface Inbound {
  readonly principal: Principal;
  readonly era: Era;
  /** The framework's request; in process there is none. */
  readonly request?: unknown;
  /** `params` of the JSON-RPC request, as received. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** The client's JSON-RPC id. */
  readonly id?: string | number;
  /** What a 2025 client declared when its session began; 2026 clients declare it with each request. */
  readonly declared?: Declared;
  /** True where the server can ask a 2025 client something (sessions). */
  readonly session?: boolean;
  /** True where tools that need a further scope are listed too; calling them is refused all the same. */
  readonly listUngranted?: boolean;
  /** Set by a handler that wants the whole exchange answered by HTTP. */
  challenge?: HttpChallenge;
}

/** Packs the request's facts into the one field that the SDK hands through untouched. */
export function toAuthInfo(inbound: Inbound): AuthInfo {
  const { principal } = inbound;
  return { token: '', clientId: principal.id, scopes: principal.scopes as string[], extra: { inbound } };
}

/** The facts of the request that a handler is running for. */
export function inboundOf(context: Pick<ServerContext, 'http'>): Inbound {
  const inbound = context.http?.authInfo?.extra?.['inbound'];
  if (inbound === undefined) throw new Error('The request reached a handler without passing the endpoint');
  return inbound as Inbound;
}

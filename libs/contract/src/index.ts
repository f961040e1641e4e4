/**
 * Types shared by the server and the browser client. Types only: nothing here may exist at run time, so the
 * client bundle never pays for it. Prose and units are those of the public contract.
 * @module
 */

/** What a caller may see of tokens. `full` may show a raw token in the browser. */
export type TokenInspectorLevel = 'off' | 'claims' | 'full';

/** Which parts of the product are configured. */
export interface ClientFeatures {
  readonly chat: boolean;
  readonly obo: boolean;
  readonly search: boolean;
  readonly tokenInspector: TokenInspectorLevel;
  /** Deployment name of the model, where chat is on. */
  readonly model?: string;
}

/** Answer of `GET /api/config`: everything the browser needs before it can sign anybody in. */
export interface ClientConfig {
  readonly tenantId: string;
  readonly spaClientId: string;
  /** Fully qualified delegated scope of the API, for example `api://<id>/access_as_user`. */
  readonly apiScope: string;
  /** Always https, as MSAL insists; with a loopback authority it is never contacted. */
  readonly authority: string;
  /** OpenID discovery document as JSON text; only where the authority is a loopback http host. */
  readonly authorityMetadata?: string;
  /** `host:port` list for MSAL's `knownAuthorities`. */
  readonly knownAuthorities?: readonly string[];
  /** True where the authority is the local cloud. */
  readonly local: boolean;
  readonly features: ClientFeatures;
}

/** RFC 9457 problem details, as every error answer of the API. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly code: string;
  readonly traceId: string;
  /** AADSTS code, where Entra gave one. */
  readonly entraCode?: string;
  readonly correlationId?: string;
  readonly scopes?: readonly string[];
  /** Claims request as JSON text (OpenID Connect Core 5.5). */
  readonly claims?: string;
  /** One entry per faulty field of the request. */
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** Answer of `GET /api/me`. */
export interface Me {
  readonly name?: string;
  readonly oid: string;
  readonly tid: string;
  readonly upn?: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly clientAppId: string;
  readonly tokenVersion: '1.0' | '2.0';
  /** Seconds since the epoch, UTC. */
  readonly expiresAt: number;
}

/** Claims of a token, as decoded. */
export type ClaimSet = Readonly<Record<string, unknown>>;

/** One entry of `GET /api/obo/resources`. */
export interface OboResource {
  readonly resource: string;
  readonly purpose: string;
}

/** Answer of `POST /api/obo/token`. */
export interface OboToken {
  readonly resource: string;
  readonly audience: string;
  readonly issuer: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch, UTC. */
  readonly expiresAt: number;
  readonly subject: string;
  readonly upn?: string;
  /** Kind of client credential that was used. */
  readonly credential: string;
  readonly fromCache: boolean;
  readonly claims: ClaimSet;
  /** Only with `TOKEN_INSPECTOR=full`, for a request with `raw: true`. */
  readonly access_token?: string;
}

/** Graph `/me`, the fields this product shows. */
export interface GraphProfile {
  readonly id: string;
  readonly displayName?: string;
  readonly userPrincipalName?: string;
  readonly mail?: string;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly officeLocation?: string;
}

/** Answer of `GET /api/obo/profile`. */
export interface OboProfile {
  readonly profile: GraphProfile;
  readonly incoming: ClaimSet;
  readonly exchanged: ClaimSet;
}

/** MCP tool annotations (MCP 2025-11-25 and later). */
export interface ToolAnnotations {
  readonly title?: string;
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

/** One tool as `GET /api/tools` lists it. */
export interface ToolSummary {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly annotations: ToolAnnotations;
  /** `run`: runs without asking; `ask`: an approval is asked for. */
  readonly policy: 'run' | 'ask';
}

/** One MCP server as `GET /api/tools` lists it. */
export interface ToolServer {
  readonly name: string;
  readonly state: 'ready' | 'unavailable';
  readonly reason?: string;
  /** Tools that the chat goes without, each with a reason of a fixed list; `*` stands for those without a name. */
  readonly leftOut?: readonly { readonly name: string; readonly reason: string }[];
  readonly tools: readonly ToolSummary[];
}

export interface ToolsAnswer {
  readonly servers: readonly ToolServer[];
}

/** A tool that its person allowed to run without asking, as `GET /api/tools/allowances` lists it. */
export interface Allowance {
  readonly id: string;
  readonly server: string;
  readonly tool: string;
  /** The chat it is allowed in; absent where it is allowed in every chat. */
  readonly threadId?: string;
  /** Title of that chat; absent where the chat is gone. */
  readonly threadTitle?: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

export interface AllowanceList {
  readonly allowances: readonly Allowance[];
}

export type { AuditKind, AuditPage, AuditRecord } from './audit.js';
export type {
  InterruptReason,
  RunInterrupt,
  RunSummary,
  ThreadBranch,
  ThreadDetail,
  ThreadList,
  ThreadSummary,
} from './chat.js';

import type { Clock } from './clock.js';

/** Which engine verifies tokens. */
export type BearerStrategyName = 'jose' | 'passport-azure-ad';

/** Whose sign-in it is: what `isSignedOut` is asked with. */
export interface SignedIn {
  readonly tid: string;
  readonly oid: string;
  /** The validated payload; `auth_time`, else `iat`, says when the sign-in was. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Options of `AuthModule.forRoot`. Everything but the first three has a default. */
export interface AuthModuleOptions {
  /** GUID of the home tenant. `common`, `organizations` and `consumers` are refused. */
  readonly tenantId: string;
  /** Client id (GUID) of the API's app registration: the audience of v2 tokens. */
  readonly clientId: string;
  /** Absolute URL of the RFC 9728 metadata, or a function from request path (without query) to it. */
  readonly resourceMetadataUrl: string | ((path: string) => string);
  /** Application ID URI: the audience of v1 tokens and the prefix of scopes. Default `api://<clientId>`. */
  readonly appIdUri?: string;
  /** Origin of the authority. `http` for loopback hosts only. Default `https://login.microsoftonline.com`. */
  readonly authorityHost?: string;
  /** Tenant GUIDs whose tokens are accepted. Default: the home tenant. */
  readonly allowedTenants?: readonly string[];
  /** Literal audiences accepted in addition, for both token versions. Default none. */
  readonly allowedAudiences?: readonly string[];
  /** Delegated scope that a route needs which names none. Default `access_as_user`. */
  readonly requiredScope?: string;
  /**
   * Scopes that the challenge of a 401 names for a request path (without query), short or fully qualified.
   * Default: `requiredScope`.
   */
  readonly signInScopes?: (path: string) => readonly string[];
  /** Client ids (`azp`/`appid`) that may call. Default: any. */
  readonly allowedClientApps?: readonly string[];
  /** Agents of Entra Agent ID that may call: client ids, or `blueprint:<client id>` for all of a blueprint. Default: any. */
  readonly allowedAgents?: readonly string[];
  /** False refuses guests (`acct` 1, or `idp` of another tenant). Default true. */
  readonly allowGuests?: boolean;
  /**
   * Asked on every request whether the caller's sign-in has ended (account disabled, sessions revoked): true refuses a
   * token that is good otherwise. Must be quick. Default: never.
   */
  readonly isSignedOut?: (caller: SignedIn) => boolean;
  /** Accept `ver` 1.0 tokens. Default true. */
  readonly acceptV1Tokens?: boolean;
  /** Tolerance of every time check, in seconds, 0 to 300. Default 60. */
  readonly clockSkewSeconds?: number;
  /** Engine. Default `jose`. */
  readonly strategy?: BearerStrategyName;
  /** Bounds of the cache of verified tokens: entries (default 10,000; 0 = off) and characters (default 32 Mi). */
  readonly cache?: { readonly maxEntries?: number; readonly maxCharacters?: number };
  /** Used for metadata and keys. Default: global `fetch`. */
  readonly fetch?: typeof fetch;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
}

/**
 * Thrown when options cannot be used; lists every fault at once, each naming its field.
 *
 * @example
 * new AuthPolicy({ ...options, tenantId: 'common' }); // throws: faults: ['tenantId must be a GUID ...']
 */
export class AuthOptionsError extends Error {
  override readonly name = 'AuthOptionsError';
  readonly code = 'auth_options_invalid';
  constructor(readonly faults: readonly string[]) {
    super(`AuthModule options: ${faults.join('; ')}`);
  }
}

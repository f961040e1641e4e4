/**
 * What the proxy hands out instead of remembering it: one shape per purpose, with its life and the longest text that
 * is worth opening.
 * @module
 */

/** A registration (RFC 7591): the content of a `client_id`. Good without end. */
export interface SealedClient {
  readonly redirectUris: readonly string[];
  readonly method: string;
  readonly name?: string;
  /** SHA-256 of the client secret, base64url. */
  readonly secretHash?: string;
  readonly jwksUri?: string;
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

/** What a client asked for, checked: the part of an authorization request that travels through the flow. */
export interface SealedRequest {
  /** Hash of the client id, see `clientKey`. */
  readonly client: string;
  /** Name that the client declares of itself, for the audit. */
  readonly clientName?: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state?: string;
  /** PKCE challenge (RFC 7636, S256). */
  readonly challenge: string;
  /** Short names of the scopes. */
  readonly scopes: readonly string[];
  readonly loginHint?: string;
  /** `login` or `select_account`. */
  readonly prompt?: string;
}

/** The consent page's form: the request and the browser that it was shown to. */
export interface SealedConsent extends SealedRequest {
  /** Hash of the cookie that was set with the page. */
  readonly browser: string;
}

/** The way to the authority and back, kept in the browser's own cookie. */
export interface SealedTransaction {
  /** `state` at the authority. */
  readonly id: string;
  /** PKCE verifier of the leg to the authority. */
  readonly verifier: string;
  readonly request?: SealedRequest;
  readonly connect?: SealedTicket;
  /** 2: the leg after a first answer that named the person. */
  readonly leg: 1 | 2;
  /** This leg asked for the claims that the person owes. */
  readonly steppedUp?: boolean;
}

/** The authorization code that a client gets. */
export interface SealedCode {
  readonly client: string;
  readonly clientName?: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scopes: readonly string[];
  /** The authority's own code and the verifier that belongs to it. */
  readonly code: string;
  readonly verifier: string;
  /** The sign-in answered a claims challenge. */
  readonly steppedUp?: boolean;
}

/** The refresh token that a client gets. */
export interface SealedRefresh {
  readonly client: string;
  readonly clientName?: string;
  readonly scopes: readonly string[];
  /** The authority's own refresh token. */
  readonly token: string;
  readonly tid?: string;
  readonly oid?: string;
}

/** A link to the consent of one person for one downstream API. */
export interface SealedTicket {
  readonly id: string;
  readonly tid: string;
  readonly oid: string;
  readonly scopes: readonly string[];
  readonly loginHint?: string;
}

/** Shape of each purpose. */
export interface SealedValues {
  readonly client: SealedClient;
  readonly consent: SealedConsent;
  readonly transaction: SealedTransaction;
  readonly code: SealedCode;
  readonly refresh: SealedRefresh;
  readonly ticket: SealedTicket;
}

/** Kinds of sealed values. */
export type SealPurpose = keyof SealedValues;

const MINUTE = 60;
const DAY = 86_400;

/** Life in seconds (`undefined`: without end) and the longest sealed text, in characters. */
export const SEAL_RULES: Readonly<
  Record<SealPurpose, { readonly seconds: number | undefined; readonly longest: number }>
> = {
  client: { seconds: undefined, longest: 2048 },
  consent: { seconds: 30 * MINUTE, longest: 8192 },
  transaction: { seconds: 10 * MINUTE, longest: 4096 },
  code: { seconds: 5 * MINUTE, longest: 8192 },
  // Entra's own refresh tokens live 90 days at most.
  refresh: { seconds: 90 * DAY, longest: 16_384 },
  ticket: { seconds: 30 * MINUTE, longest: 2048 },
};

/**
 * The caller as the exchange needs it: a validated access token of this API and whom it belongs to.
 * @example
 * const user: UserAssertion = { token, tid: claims.tid, oid: claims.oid, appOnly: false };
 */
export interface UserAssertion {
  /** Access token that the user's client sent to this API (RFC 7523 assertion). */
  readonly token: string;
  /** Tenant of the token (GUID); the exchange goes to this tenant's token endpoint. */
  readonly tid: string;
  /** Object id of the user in that tenant. */
  readonly oid: string;
  /** True for a token without a user; such a caller is refused. */
  readonly appOnly: boolean;
}

/**
 * What is asked for: one resource (all permissions granted for it) or named scopes, not both.
 * @example
 * const request: ExchangeRequest = { scopes: ['https://graph.microsoft.com/User.Read'] };
 */
export interface ExchangeRequest {
  /** Resource URI, for example `https://search.azure.com`; becomes the scope `<resource>/.default`. */
  readonly resource?: string;
  /** Fully qualified scopes, each on the list `allowedScopes`. */
  readonly scopes?: readonly string[];
  /** Claims request as JSON text, from a claims challenge (OpenID Connect Core 5.5). */
  readonly claims?: string;
  /** Ends the wait of this caller; other callers of the same exchange are not disturbed. */
  readonly signal?: AbortSignal;
  /** Names a consumer of `additionalResources`; only with it that consumer's audiences are allowed. */
  readonly consumer?: string;
}

/**
 * A token that its resource answered with 401.
 * @example
 * const again = await exchanger.exchangeAgain(user, { resource }, { accessToken, claims });
 */
export interface RefusedToken {
  readonly accessToken: string;
  /** Claims challenge of the resource as JSON text, where it sent one. */
  readonly claims?: string;
}

/**
 * A token acquired for the user and one resource. `accessToken` is not enumerable, so it is not serialised by accident.
 * @example
 * const { accessToken, expiresAt }: ExchangedToken = await exchanger.exchange(user, { resource });
 */
export interface ExchangedToken {
  readonly accessToken: string;
  /** Resource that was asked for. */
  readonly resource: string;
  /** `aud` of the token: the resource's URI or its application id. */
  readonly audience: string;
  readonly issuer: string;
  /** Delegated scopes of the token (`scp`). */
  readonly scopes: readonly string[];
  /** Seconds since the epoch, UTC. */
  readonly expiresAt: number;
  readonly subject: string;
  readonly upn?: string;
  /** Kind of client credential that was used, for example `managed-identity`. */
  readonly credential: string;
  /** Id that Entra has the token request under, in its sign-in log. */
  readonly correlationId: string;
  readonly fromCache: boolean;
  /** Payload of the token as decoded. */
  readonly claims: Readonly<Record<string, unknown>>;
}

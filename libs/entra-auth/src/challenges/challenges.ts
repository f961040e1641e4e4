import { Injectable } from '@nestjs/common';
import { AuthPolicy } from '../policy/auth.policy.js';
import type { Caller } from '../claims/caller.js';
import { AuthError } from '../errors/auth.error.js';
import { challengeFor } from './bearer-challenge.js';
import { AUTH_ERROR_CODES } from '../errors/failures.js';

/**
 * Builds this API's challenges, so that every part of a product answers a refused caller alike.
 *
 * @example
 * throw challenges.insufficientClaims(claimsOfDownstreamChallenge, caller, '/api/files');
 */
@Injectable()
export class Challenges {
  readonly #policy: AuthPolicy;

  constructor(policy: AuthPolicy) {
    this.#policy = policy;
  }

  /** Makes a scope fully qualified, as a client must ask for it; a qualified one is left as it is. */
  qualify(scope: string): string {
    return scope.includes('://') ? scope : `${this.#policy.appIdUri}/${scope}`;
  }

  /**
   * Gives a refusal its `WWW-Authenticate` value, for the request path it happened on.
   * A 503 gets none: a bearer error would send browsers into login loops.
   */
  attach(
    error: AuthError,
    path: string,
    scopes: readonly string[] = this.#policy.signInScopes(path),
  ): AuthError {
    error.scopes = error.scopes?.map((scope) => this.qualify(scope));
    if (error.status !== 503) error.challenge ??= this.#header(error, path, error.scopes ?? scopes);
    return error;
  }

  /** 403 `insufficient_scope` that names all scopes the operation needs (RFC 6750 s3.1). */
  insufficientScope(scopes: readonly string[], path: string): AuthError {
    return this.attach(new AuthError('scope_missing', { scopes }), path);
  }

  /**
   * Passes a claims challenge on to the caller: 401 `insufficient_claims` where the client declared the
   * capability `cp1`, else 403 `step_up_required`. `claims` is the claims request as JSON text.
   * Source: https://learn.microsoft.com/entra/identity-platform/claims-challenge
   */
  insufficientClaims(claims: string, caller: Caller, path = '/'): AuthError {
    const failure = caller.capabilities.includes('cp1') ? 'insufficient_claims' : 'step_up_required';
    return this.attach(new AuthError(failure, { claims }), path);
  }

  #header(error: AuthError, path: string, scopes: readonly string[]): string {
    const known: { readonly status: number; readonly error?: string } = AUTH_ERROR_CODES[error.code];
    const namesScopes = error.status === 401 || known.error === 'insufficient_scope';
    const asksClaims = error.code === 'insufficient_claims';
    return challengeFor({
      error: known.error,
      errorDescription: known.error === undefined ? undefined : error.detail,
      resourceMetadata: this.#policy.resourceMetadataUrl(path),
      scopes: namesScopes ? scopes.map((scope) => this.qualify(scope)) : undefined,
      authorizationUri: asksClaims
        ? `${this.#policy.authorityHost}/${this.#policy.tenantId}/oauth2/v2.0/authorize`
        : undefined,
      claims: asksClaims ? error.claims : undefined,
    });
  }
}

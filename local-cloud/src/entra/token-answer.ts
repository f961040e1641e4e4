/**
 * Answers of the token endpoint for grants that act for a person: consent and Conditional Access are checked,
 * then the tokens are minted.
 */
import { AadstsError } from './aadsts.js';
import { asksForMfa, type ClaimsRequest, policyChallenge } from './claims-request.js';
import type { Entra } from './entra.js';
import type { Registration } from './registration.js';
import { answeredScopes, checkResource, readScopes, type ScopeRequest } from './scopes.js';
import { type Authentication, REFRESH_LIFETIME_MS } from './sessions.js';
import { accessTokenClaims, type ClientAuthMethod, idTokenClaims, signToken } from './tokens.js';

/** A request that passed client authentication, as the grants see it. */
export interface GrantRequest {
  readonly tenantId: string;
  readonly client: Registration;
  readonly clientAuthMethod: ClientAuthMethod;
  readonly form: URLSearchParams;
  readonly claims: ClaimsRequest;
  /** `claims` as sent, to be repeated in a challenge. */
  readonly claimsText?: string;
}

/** Body of a successful token answer (RFC 6749 section 5.1, plus Entra's members). */
export type TokenAnswer = Readonly<Record<string, string | number | undefined>>;

/** One grant: checks what is its own, and answers. */
export type Grant = (entra: Entra, request: GrantRequest) => Promise<TokenAnswer> | TokenAnswer;

/** Id that the refusals of agents name. */
const AGENT_POLICY = 'a9e24000-ca00-4000-8a00-000000000011';

/** Ordinary access tokens live an hour and a bit; continuous-access tokens a day. */
const LIFETIME_SECONDS = { ordinary: 4499, continuous: 86_399 } as const;

/** Whose tokens, for what, and how they signed in. */
export interface PersonGrant {
  readonly request: GrantRequest;
  readonly authentication: Authentication;
  readonly scopes: ScopeRequest;
  readonly nonce?: string;
  /** When the refresh token of this answer ends, in ms since the epoch; inherited on refresh. */
  readonly refreshUntil?: number;
}

/** What the request asks for, by its `scope` or else by `remembered`, checked against its `resource` (RFC 8707). */
export function askedScopes(
  entra: Entra,
  { form }: GrantRequest,
  remembered: string | null = null,
): ScopeRequest {
  const scopes = readScopes(entra.directory, form.get('scope') ?? remembered);
  checkResource(scopes, form.get('resource'));
  return scopes;
}

/** Granted permissions, or AADSTS65001 (not consented), 650053 (no such scope), 650057 (not registered). */
export function grantedScopes(
  entra: Entra,
  client: Registration,
  user: Authentication['user'],
  scopes: ScopeRequest,
) {
  const { resource } = scopes;
  const granted = entra.accounts.scopesFor(user, client, resource);
  const unknown = scopes.permissions.find((scope) => !resource.scopes.includes(scope));
  if (unknown !== undefined) {
    throw new AadstsError(650053, {
      text: `The application '${client.name}' asked for scope '${unknown.slice(0, 60)}' that doesn't exist on the resource '${resource.appId}'.`,
    });
  }
  const missing = scopes.permissions.some((scope) => !granted.includes(scope));
  if (!missing && (granted.length > 0 || isOidcOnly(scopes))) return granted;
  const registered = client.requiredAccess?.[resource.appId] ?? client.blueprint;
  if (!missing && registered === undefined) throw new AadstsError(650057);
  throw new AadstsError(65001, {
    // An agent's refusal carries claims though no step-up could cure it.
    claims: client.blueprint === undefined ? undefined : policyChallenge(AGENT_POLICY),
    text: `The user or administrator has not consented to use the application with ID '${client.appId}' named '${client.name}'. Send an interactive authorization request for this user and resource.`,
  });
}

/** The complete answer for a person: access token, and id_token and refresh token where asked for. */
export function answerForPerson(entra: Entra, grant: PersonGrant): TokenAnswer {
  const { request, authentication, scopes } = grant;
  const { client, tenantId } = request;
  const granted = grantedScopes(entra, client, authentication.user, scopes);
  checkAccess(entra, grant);
  const continuous =
    request.claims.capabilities.length > 0 && scopes.resource.identifierUris.includes(entra.url);
  const lifetimeSeconds = continuous ? LIFETIME_SECONDS.continuous : LIFETIME_SECONDS.ordinary;
  const claims = accessTokenClaims(entra, {
    tenantId,
    clientAppId: client.appId,
    clientAuthMethod: request.clientAuthMethod,
    resource: scopes.resource,
    identifier: scopes.identifier,
    authentication,
    scopes: granted,
    capabilities: request.claims.capabilities,
    lifetimeSeconds,
  });
  const { nonce } = grant;
  const identity = { tenantId, clientAppId: client.appId, authentication, nonce };
  return {
    token_type: 'Bearer',
    scope: answeredScopes(scopes, granted),
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: signToken(claims, entra.keys.current),
    refresh_token: scopes.oidc.includes('offline_access') ? refreshToken(entra, grant) : undefined,
    id_token: scopes.oidc.includes('openid')
      ? signToken(idTokenClaims(entra, identity), entra.keys.current)
      : undefined,
    client_info: request.form.get('client_info') === '1' ? clientInfo(authentication.user) : undefined,
  };
}

function isOidcOnly(scopes: ScopeRequest): boolean {
  return !scopes.everything && scopes.permissions.length === 0;
}

/** Conditional Access: the person's policies for the resource, and what the claims request asks for. */
function checkAccess(entra: Entra, grant: PersonGrant): void {
  const { authentication, request, scopes } = grant;
  entra.requireEnabled(authentication.user);
  if (entra.accounts.isRevoked(authentication.user, authentication.generation)) throw new AadstsError(50173);
  const policy = entra.accounts.policyFor(authentication.user, scopes.resource);
  if (policy?.control === 'block') throw new AadstsError(53003);
  const strong = authentication.amr.includes('mfa');
  const contexts = request.claims.authContexts.every((context) => authentication.acrs.includes(context));
  if (policy && !strong) throw new AadstsError(50076, { claims: policyChallenge(policy.id) });
  if (asksForMfa(request.claims) && !(strong && contexts)) {
    throw new AadstsError(50076, { claims: request.claimsText });
  }
}

function refreshToken(entra: Entra, grant: PersonGrant): string {
  const { client, tenantId } = grant.request;
  const lifetime = client.publicClient ? REFRESH_LIFETIME_MS.browser : REFRESH_LIFETIME_MS.other;
  const expiresAt = grant.refreshUntil ?? entra.context.now() + lifetime;
  return entra.sessions.refreshTokens.add(
    {
      authentication: grant.authentication,
      tenantId,
      clientId: client.appId,
      scope: grant.scopes.text,
      expiresAt,
    },
    expiresAt,
  );
}

function clientInfo(user: Authentication['user']): string {
  const info = { uid: user.oid, utid: user.homeTenantId };
  return Buffer.from(JSON.stringify(info)).toString('base64url');
}

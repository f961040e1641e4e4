/**
 * Claims of the tokens that the local Entra issues, in the two shapes that Entra has.
 * Source: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Entra } from './entra.js';
import { facetClaims } from './facets.js';
import { signCompact, type SigningKey } from './keys.js';
import type { Registration } from './registration.js';
import type { Authentication } from './sessions.js';

/** How a client proved itself: none, secret, or certificate and other assertions. */
export type ClientAuthMethod = '0' | '1' | '2';

/** Everything an access token says. */
export interface AccessTokenRequest {
  readonly tenantId: string;
  readonly clientAppId: string;
  readonly clientAuthMethod: ClientAuthMethod;
  readonly resource: Registration;
  /** The resource as asked for: audience of a v1 token. */
  readonly identifier: string;
  readonly version?: '1.0' | '2.0';
  /** Absent in app-only tokens. */
  readonly authentication?: Authentication;
  readonly scopes: readonly string[];
  readonly roles?: readonly string[];
  readonly capabilities?: readonly string[];
  /** `scp` of an app-only token: Entra documents it as absent, empty or `/` for agents. */
  readonly appScope?: '' | '/';
  /** Object id of the client's service principal, for app-only tokens. */
  readonly principalId?: string;
  readonly lifetimeSeconds: number;
}

/** Pairwise subject: stable per person (or app) and application. */
export function pairwiseSubject(oid: string, appId: string): string {
  return createHash('sha256').update(`${oid}|${appId}`).digest('base64url');
}

/** Entra dates tokens back. */
const BACKDATED_SECONDS = 300;

/**
 * `iat`, `nbf`, `exp` in seconds: dated five minutes back, as Entra does; a negative lifetime gives a token that
 * expired that long ago.
 */
export function timeClaims(seconds: number, lifetimeSeconds: number): Record<string, number> {
  const start = (lifetimeSeconds > 0 ? seconds : seconds + lifetimeSeconds - 3600) - BACKDATED_SECONDS;
  return { iat: start, nbf: start, exp: seconds + lifetimeSeconds };
}

/** Claims of an access token, v1 or v2 as the resource's manifest says. */
export function accessTokenClaims(entra: Entra, asked: AccessTokenRequest): Record<string, unknown> {
  const version = asked.version ?? entra.tokenVersion(asked.resource);
  const request = { ...asked, version };
  const signIn = request.authentication;
  const oid = signIn?.user.oid ?? request.principalId ?? request.clientAppId;
  const v1 = version === '1.0';
  return {
    aud: v1 ? request.identifier : request.resource.appId,
    iss: entra.issuer(request.tenantId, version),
    ...timeClaims(entra.seconds, request.lifetimeSeconds),
    aio: opaque(),
    ...(v1
      ? { appid: request.clientAppId, appidacr: request.clientAuthMethod }
      : { azp: request.clientAppId, azpacr: request.clientAuthMethod }),
    ...(signIn ? personClaims(entra, request, signIn) : appClaims(request)),
    ...facetClaims({ client: entra.directory.registered(request.clientAppId), user: signIn?.user }),
    ...(request.roles && request.roles.length > 0 ? { roles: request.roles } : {}),
    oid,
    rh: generationMark(signIn),
    sub: signIn ? pairwiseSubject(oid, request.resource.appId) : oid,
    tid: request.tenantId,
    uti: opaque(),
    ver: version,
    ...(request.capabilities && request.capabilities.length > 0 ? { xms_cc: request.capabilities } : {}),
  };
}

/** The sign-in generation a token was issued in. */
export function generationOf(claims: Readonly<Record<string, unknown>>): number {
  const mark = typeof claims['rh'] === 'string' ? Number(claims['rh'].split('.').at(-1)) : 0;
  return Number.isInteger(mark) ? mark : 0;
}

/** Claims of an id_token (OpenID Connect Core section 2), v2. */
export function idTokenClaims(
  entra: Entra,
  request: { tenantId: string; clientAppId: string; authentication: Authentication; nonce?: string },
): Record<string, unknown> {
  const { user } = request.authentication;
  return {
    aud: request.clientAppId,
    iss: entra.issuer(request.tenantId, '2.0'),
    ...timeClaims(entra.seconds, 3600),
    name: user.name,
    nonce: request.nonce,
    oid: user.oid,
    preferred_username: user.upn,
    login_hint: user.upn,
    sub: pairwiseSubject(user.oid, request.clientAppId),
    tid: request.tenantId,
    uti: opaque(),
    ver: '2.0',
    ...(user.homeTenantId === request.tenantId ? {} : { idp: entra.issuer(user.homeTenantId, '1.0') }),
  };
}

/** Signs claims as a JWT (RFC 7519) with the header that Entra's tokens have. */
export function signToken(
  claims: Readonly<Record<string, unknown>>,
  key: SigningKey,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const v1 = claims['ver'] === '1.0' ? { x5t: key.kid } : {};
  const full = { typ: 'JWT', alg: 'RS256', ...v1, kid: key.kid, ...header };
  return signCompact(JSON.stringify(full), JSON.stringify(claims), key);
}

function opaque(): string {
  return randomBytes(16).toString('base64url');
}

function appClaims({ appScope }: AccessTokenRequest) {
  return { idtyp: 'app', ...(appScope === undefined ? {} : { scp: appScope }) };
}

function personClaims(entra: Entra, request: AccessTokenRequest, signIn: Authentication) {
  const { user, amr, acrs } = signIn;
  const guest = user.homeTenantId !== request.tenantId;
  const v1 = request.version === '1.0';
  return {
    name: user.name,
    upn: user.upn,
    ...(v1 ? { unique_name: user.upn, acr: '1' } : { preferred_username: user.upn }),
    ...(amr.length > 0 ? { amr } : {}),
    acct: guest ? 1 : 0,
    ...(guest ? { idp: entra.issuer(user.homeTenantId, '1.0') } : {}),
    ...(acrs.length > 0 ? { acrs } : {}),
    scp: request.scopes.join(' '),
  };
}

/** `rh` is opaque in Entra; here it carries the sign-in generation, so that revocation works to the second. */
function generationMark(signIn: Authentication | undefined): string {
  return `1.${opaque()}.${signIn?.generation ?? 0}`;
}

/** Who calls, as validated. Frozen throughout, and shared between the requests that carry the same token. */
export interface Caller {
  /** Object id of the user or service principal, unique within `tid`. Key data by `tid` + `oid`. */
  readonly oid: string;
  readonly tid: string;
  readonly sub: string;
  readonly name?: string;
  /** For display only: never authorise on it. */
  readonly upn?: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** `azp` (v2) or `appid` (v1). */
  readonly clientAppId: string;
  readonly tokenVersion: '1.0' | '2.0';
  /** Seconds since the epoch, UTC. */
  readonly expiresAt: number;
  readonly appOnly: boolean;
  readonly guest: boolean;
  /** Client capabilities (`xms_cc`), lower-cased; `cp1` = understands claims challenges. */
  readonly capabilities: readonly string[];
  /** Conditional Access authentication contexts that were satisfied (`acrs`). */
  readonly authContexts: readonly string[];
  /** The validated payload. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The token itself: not enumerable, so it is never serialised or logged by accident. */
  readonly token: string;
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * Reads a {@link Caller} out of claims that were validated before. All of it is frozen: callers are remembered, and
 * what one request's handler did to a list must not become another request's role.
 */
export function callerOf(claims: Claims, token: string): Caller {
  const scopes = text(claims['scp'])?.split(' ').filter(Boolean) ?? [];
  const name = text(claims['name']);
  const upn = text(claims['upn']) ?? text(claims['preferred_username']);
  const caller: Caller = {
    oid: text(claims['oid']) ?? '',
    tid: text(claims['tid']) ?? '',
    sub: text(claims['sub']) ?? '',
    ...(name === undefined ? {} : { name }),
    ...(upn === undefined ? {} : { upn }),
    scopes,
    roles: list(claims['roles']),
    clientAppId: text(claims[claims['ver'] === '1.0' ? 'appid' : 'azp']) ?? '',
    tokenVersion: claims['ver'] === '1.0' ? '1.0' : '2.0',
    expiresAt: Number(claims['exp']),
    appOnly: claims['idtyp'] === 'app' || scopes.length === 0,
    guest: isGuest(claims),
    capabilities: list(claims['xms_cc']).map((capability) => capability.toLowerCase()),
    authContexts: list(claims['acrs']),
    claims,
    token,
  };
  Object.defineProperty(caller, 'token', { enumerable: false });
  return frozen(caller);
}

function frozen<T extends object>(value: T): T {
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null) frozen(member as object);
  }
  return Object.freeze(value);
}

/** A guest has `acct` 1, or was authenticated by another tenant or provider (`idp`). */
function isGuest(claims: Claims): boolean {
  if (claims['acct'] === 1) return true;
  const idp = text(claims['idp']);
  if (idp === undefined || idp === claims['iss']) return false;
  return !isHome(idp, text(claims['tid']) ?? '', text(claims['iss']) ?? '');
}

/** Hosts under which Entra names itself as the provider of a tenant, in version 1 form. */
const STS_HOSTS = ['sts.windows.net', 'sts.chinacloudapi.cn'];

function isHome(idp: string, tenantId: string, issuer: string): boolean {
  if (!URL.canParse(idp) || !URL.canParse(issuer)) return false;
  const { host, pathname, search, hash } = new URL(idp.toLowerCase());
  const known = STS_HOSTS.includes(host) || host === new URL(issuer).host;
  return known && search + hash === '' && [`/${tenantId}/`, `/${tenantId}/v2.0`].includes(pathname);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function list(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

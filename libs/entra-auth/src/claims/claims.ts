/** The payload of a token as parsed; types of members are not trusted before they were checked. */
export type Claims = Readonly<Record<string, unknown>>;

/** True for a JSON object, false for an array, null and everything else. */
export function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The claim's text, or `undefined` where it is none. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The claim's texts; one text is a list of one. */
export function list(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** What Entra writes into `scp` where there is no scope: nothing, or `/` for an agent that acts alone. */
const NO_SCOPE: ReadonlySet<string> = new Set(['', '/']);

/** Delegated scopes (`scp`), split on single spaces. */
export function scopesOf(claims: Claims): readonly string[] {
  const scp = text(claims['scp']);
  return scp === undefined || NO_SCOPE.has(scp.trim()) ? [] : scp.split(' ').filter(Boolean);
}

/** The client application: `azp` in version 2, `appid` in version 1. */
export function clientOf(claims: Claims): string | undefined {
  return text(claims[claims['ver'] === '1.0' ? 'appid' : 'azp']);
}

/** The one audience; an array of exactly one member is that member. */
export function audienceOf({ aud }: Claims): string | undefined {
  return text(Array.isArray(aud) && aud.length === 1 ? aud[0] : aud);
}

/** True for an app without a user: `idtyp` says so, or there is no delegated scope. */
export function isAppOnly(claims: Claims): boolean {
  return claims['idtyp'] === 'app' || scopesOf(claims).length === 0;
}

/** A guest has `acct` 1, or was authenticated by another tenant or provider (`idp`). */
export function isGuest(claims: Claims): boolean {
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

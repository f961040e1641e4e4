import type { Settings } from '../../settings/settings.js';
import { type Finding, fail, ok, warn } from '../finding.js';

interface Document {
  readonly issuer?: unknown;
  readonly jwks_uri?: unknown;
}

interface Fetched {
  readonly document: Document;
  /** Milliseconds that this machine's clock is ahead of the authority's. */
  readonly skewMs: number | undefined;
}

/** Discovery, issuer, keys and clock: what the token gate stands on. */
export async function checkAuthority(settings: Settings): Promise<readonly Finding[]> {
  const base = `${settings.ENTRA_AUTHORITY_HOST}/${settings.TENANT_ID}`;
  let found: Fetched;
  try {
    found = await fetchJson(`${base}/v2.0/.well-known/openid-configuration`);
  } catch (error) {
    return [
      fail(
        'discovery',
        reasonOf(error),
        'check TENANT_ID, ENTRA_AUTHORITY_HOST and the way out of this network',
      ),
    ];
  }
  const issuer = String(found.document.issuer);
  return [
    ok('discovery', `${base}/v2.0`),
    issuer.includes(settings.TENANT_ID)
      ? ok('issuer', issuer)
      : fail('issuer', issuer, 'the document names another tenant: check TENANT_ID'),
    await checkV1(settings, base),
    await checkKeys(String(found.document.jwks_uri)),
    checkClock(found.skewMs),
  ];
}

async function checkV1(settings: Settings, base: string): Promise<Finding> {
  if (!settings.ACCEPT_V1_TOKENS) return ok('v1 tokens', 'are not accepted');
  try {
    const { document } = await fetchJson(`${base}/.well-known/openid-configuration`);
    return ok('v1 tokens', `accepted from ${String(document.issuer)}`);
  } catch (error) {
    return warn(
      'v1 tokens',
      `their metadata cannot be had: ${reasonOf(error)}`,
      'set ACCEPT_V1_TOKENS=false if the API asks for version 2',
    );
  }
}

async function checkKeys(url: string): Promise<Finding> {
  try {
    const { document } = await fetchJson(url);
    const { keys } = document as { keys?: unknown };
    const usable = Array.isArray(keys) ? keys.filter((key: { kty?: unknown }) => key.kty === 'RSA') : [];
    if (usable.length > 0) return ok('keys', `${usable.length} signing keys`);
    return fail('keys', 'the key set holds no RSA key', 'check ENTRA_AUTHORITY_HOST');
  } catch (error) {
    return fail('keys', reasonOf(error), 'tokens cannot be verified: check the way out of this network');
  }
}

function checkClock(skewMs: number | undefined): Finding {
  if (skewMs === undefined) return warn('clock', 'the authority sent no time', 'compare the clock by hand');
  const seconds = Math.round(skewMs / 1000);
  if (Math.abs(seconds) <= 30) return ok('clock', `within ${Math.abs(seconds)} s of the authority`);
  const found = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the authority`;
  const fix = 'synchronise the clock of this machine';
  return Math.abs(seconds) > 300 ? fail('clock', found, fix) : warn('clock', found, fix);
}

/** The Application ID URI beside the URL of the MCP endpoint. */
export function checkAppIdUri(settings: Settings): Finding {
  const resource = settings.mcpResource;
  if (settings.API_APP_ID_URI === resource) return ok('App ID URI', `is the MCP endpoint, ${resource}`);
  if (settings.OAUTH_PROXY === 'on') {
    return ok(
      'App ID URI',
      `${settings.API_APP_ID_URI}; the OAuth proxy answers for the endpoint ${resource}`,
    );
  }
  return warn(
    'App ID URI',
    `${settings.API_APP_ID_URI} is not the MCP endpoint ${resource}`,
    'MCP clients that send the resource parameter will hear AADSTS9010010; make them the same where the tenant has a verified domain',
  );
}

/** A reason without an address or anything the authority wrote. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'no answer within 5 seconds';
  const cause = (error.cause as { code?: unknown } | undefined)?.code;
  return typeof cause === 'string' ? cause : error.message;
}

async function fetchJson(url: string): Promise<Fetched> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'error' });
  const date = Date.parse(response.headers.get('date') ?? '');
  if (!response.ok) throw new Error(`status ${response.status}`);
  return {
    document: (await response.json()) as Document,
    skewMs: Number.isNaN(date) ? undefined : Date.now() - date,
  };
}

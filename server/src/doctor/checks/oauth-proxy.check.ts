import type { Settings } from '../../settings/settings.js';
import { type Finding, fail, ok, warn } from '../finding.js';
import { reasonOf } from './authority.check.js';

const CHECK = 'OAuth proxy';
const TIMEOUT_MS = 10_000;

/** What the OAuth proxy stands on: its redirect URI at Entra, and whether Entra could do without the proxy by now. */
export async function checkOAuthProxy(settings: Settings): Promise<readonly Finding[]> {
  const announced = await checkDocuments(settings);
  if (settings.OAUTH_PROXY === 'off') {
    return [ok(CHECK, 'is off: MCP clients sign in at Entra itself'), announced];
  }
  const clients = new Set([settings.OAUTH_PROXY_CLIENT_ID, settings.ENTRA_APP_CLIENT_ID]);
  const callbacks = await Promise.all([...clients].map((client) => checkCallback(settings, client)));
  return [...callbacks, announced];
}

/**
 * Asks for a sign-in without a page: Entra sends the refusal to a redirect URI that is registered, and shows it where
 * it is not (AADSTS50011).
 */
async function checkCallback(settings: Settings, clientId: string): Promise<Finding> {
  const redirectUri = `${settings.PUBLIC_URL}/oauth/callback`;
  const check = `redirect URI of ${clientId}`;
  const url = new URL(`${settings.ENTRA_AUTHORITY_HOST}/${settings.TENANT_ID}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid',
    prompt: 'none',
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'S256',
  }).toString();
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.headers.get('location')?.startsWith(redirectUri)) return ok(check, redirectUri);
    const number = /AADSTS\d{4,8}/.exec(await response.text())?.[0];
    if (number === 'AADSTS50011') {
      return fail(
        check,
        `${redirectUri} is not registered (${number})`,
        'add it to the registration as a redirect URI of the platform Web',
      );
    }
    return warn(
      check,
      `Entra did not answer as expected (${number ?? String(response.status)})`,
      'sign in once by hand',
    );
  } catch (error) {
    return warn(check, reasonOf(error), 'check the way out of this network');
  }
}

/** Client id metadata documents at Entra itself are a preview; discovery says when a tenant has them. */
async function checkDocuments(settings: Settings): Promise<Finding> {
  const check = 'metadata documents at Entra';
  const url = `${settings.ENTRA_AUTHORITY_HOST}/${settings.TENANT_ID}/v2.0/.well-known/openid-configuration`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const document = (await response.json()) as Readonly<Record<string, unknown>>;
    return document['client_id_metadata_document_supported'] === true
      ? ok(check, 'announced: clients that bring a document may sign in there without the OAuth proxy')
      : ok(check, 'not announced: clients that bring a document need the OAuth proxy');
  } catch (error) {
    return warn(check, reasonOf(error), 'check the way out of this network');
  }
}

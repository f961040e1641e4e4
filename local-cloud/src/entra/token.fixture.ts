/** Token requests and client assertions, for specs. */
import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { API_APP_ID, API_CLIENT_SECRET, CONTOSO_TENANT_ID, type LocalCloud } from '../index.js';
import type { TestCertificate } from './certificate.fixture.js';

/** Body of a refusal, as far as specs look at it. */
export interface TokenBody {
  readonly status: number;
  readonly access_token?: string;
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly scope?: string;
  readonly expires_in?: number;
  readonly error?: string;
  readonly error_codes?: readonly number[];
  readonly error_description?: string;
  readonly suberror?: string;
  readonly claims?: string;
  readonly correlation_id?: string;
}

export const SEARCH = 'https://search.azure.com/.default';
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Posts a form; members that are `undefined` are left out. */
export async function postToken(
  cloud: LocalCloud,
  form: Record<string, string | undefined>,
  tenant = CONTOSO_TENANT_ID,
): Promise<TokenBody> {
  const entries = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(`${cloud.url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(entries),
  });
  return { ...((await response.json()) as object), status: response.status };
}

/** An on-behalf-of request with the API's secret. */
export async function exchange(
  cloud: LocalCloud,
  assertion: string,
  changed: Record<string, string | undefined> = {},
  tenant = CONTOSO_TENANT_ID,
): Promise<TokenBody> {
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    client_id: API_APP_ID,
    client_secret: API_CLIENT_SECRET,
    assertion,
    scope: SEARCH,
    ...changed,
  };
  return postToken(cloud, form, tenant);
}

/** A client assertion signed with the certificate; `claims` override, `undefined` deletes. */
export async function clientAssertion(
  cloud: LocalCloud,
  certificate: TestCertificate,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    aud: `${cloud.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`,
    iss: API_APP_ID,
    sub: API_APP_ID,
    jti: randomUUID(),
    nbf: now,
    exp: now + 600,
    ...claims,
  };
  const thumbprint = Buffer.from(certificate.thumbprintSha256, 'hex').toString('base64url');
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
    .sign(createPrivateKey(certificate.key));
}

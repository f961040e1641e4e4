import { CredentialUnavailableError } from './client-credential.js';
import { type Claims, jwtPayload, numberClaim, textClaim } from '../authority/jwt-payload.js';
import { isRecord } from '../authority/shapes.js';

/**
 * Audiences under which Entra exchanges federated assertions, per cloud, with the application id that stands
 * for them in version 2 tokens of managed identities.
 */
export const TOKEN_EXCHANGE_AUDIENCES: readonly string[] = [
  'api://AzureADTokenExchange',
  'api://AzureADTokenExchangeUSGov',
  'api://AzureADTokenExchangeChina',
  'fb60f99c-7a34-4190-8149-302f77469936',
];

/** Hosts of the authority in the sovereign clouds, and the audience that a federated credential has there. */
const SOVEREIGN_AUDIENCES: Readonly<Record<string, string>> = {
  'login.microsoftonline.us': 'api://AzureADTokenExchangeUSGov',
  'login.partner.microsoftonline.cn': 'api://AzureADTokenExchangeChina',
  'login.chinacloudapi.cn': 'api://AzureADTokenExchangeChina',
};

/**
 * The audience of federated assertions in the cloud of an authority.
 * Source: Entra, "Configure an application to trust a managed identity".
 * @param authorityHost origin of the authority
 */
export function tokenExchangeAudience(authorityHost: string): string {
  const { hostname } = new URL(authorityHost);
  return SOVEREIGN_AUDIENCES[hostname] ?? 'api://AzureADTokenExchange';
}

/** What an assertion has to say before it is sent. Absent members are not compared. */
export interface AssertionExpectation {
  readonly audiences: readonly string[];
  /** Decides on the `iss` claim. */
  readonly issuer?: (issuer: string) => boolean;
  readonly subject?: string;
}

/**
 * Checks a federated client assertion before it leaves: a wrong one would only come back as AADSTS700211 to
 * AADSTS700213, which say nothing about which part was wrong.
 * @param nowSeconds seconds since the epoch
 * @throws CredentialUnavailableError naming the claim, never its value
 */
export function checkAssertion(token: string, expected: AssertionExpectation, nowSeconds: number): Claims {
  const claims = jwtPayload(token);
  if (!isRecord(claims)) throw new CredentialUnavailableError('the assertion is not a JWT');
  const audience = claims['aud'];
  const audiences = Array.isArray(audience) ? audience : [audience];
  if (!audiences.some((one) => typeof one === 'string' && expected.audiences.includes(one))) {
    throw new CredentialUnavailableError(
      'the assertion has another audience (aud) than the token exchange of its cloud',
    );
  }
  const issuer = textClaim(claims, 'iss');
  if (issuer === undefined || expected.issuer?.(issuer) === false) {
    throw new CredentialUnavailableError('the assertion comes from another issuer (iss) than expected');
  }
  const subject = textClaim(claims, 'sub');
  if (subject === undefined || (expected.subject !== undefined && subject !== expected.subject)) {
    throw new CredentialUnavailableError('the assertion has another subject (sub) than expected');
  }
  if ((numberClaim(claims, 'exp') ?? 0) <= nowSeconds) {
    throw new CredentialUnavailableError('the assertion has expired (exp)');
  }
  return claims;
}

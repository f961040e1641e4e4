/** The authorization_code grant (RFC 6749 section 4.1.3) with PKCE (RFC 7636, S256). */
import { createHash } from 'node:crypto';
import { AadstsError } from '../aadsts.js';
import { checkSelf } from '../scopes.js';
import { readClaimsRequest } from '../claims-request.js';
import type { CodeGrant } from '../sessions.js';
import { askedScopes, answerForPerson, type Grant, type GrantRequest } from '../token-answer.js';

export const authorizationCode: Grant = (entra, request) => {
  const { form } = request;
  const code = required(form, 'code');
  const { codes, spentCodes } = entra.sessions;
  const found = codes.look(code);
  if (!found) throw new AadstsError(spentCodes.get(code) ? 54005 : 70000);
  if (!found.alive) throw new AadstsError(70008);
  checkCode(found.value, request);
  codes.delete(code);
  spentCodes.remember(code, found.value);
  const grant = found.value;
  const scopes = askedScopes(entra, request, grant.scope);
  checkSelf(request.client, scopes);
  const { authentication, nonce } = grant;
  // Capabilities may have been declared at the authorization endpoint only.
  const claims = form.has('claims') ? request.claims : (readClaimsRequest(grant.claims) ?? request.claims);
  return answerForPerson(entra, { request: { ...request, claims }, authentication, scopes, nonce });
};

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw new AadstsError(900144, {
    text: `The request body must contain the following parameter: '${name}'.`,
  });
}

function checkCode(grant: CodeGrant, request: GrantRequest): void {
  const { client, form } = request;
  if (grant.clientId !== client.appId || grant.tenantId !== request.tenantId) {
    throw new AadstsError(70000, { text: 'The authorization code was issued to another client or tenant.' });
  }
  if (required(form, 'redirect_uri') !== grant.redirectUri) throw new AadstsError(500112);
  if (!grant.codeChallenge) return;
  const verifier = required(form, 'code_verifier');
  const digest = createHash('sha256').update(verifier).digest('base64url');
  if (digest !== grant.codeChallenge) throw new AadstsError(501481);
}

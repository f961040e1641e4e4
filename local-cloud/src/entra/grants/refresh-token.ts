/**
 * The refresh_token grant (RFC 6749 section 6). A refresh token is bound to person, tenant and client, and
 * good for every resource that client may ask for. Each answer carries a new one; the old one keeps working,
 * as in Entra.
 */
import { AadstsError } from '../aadsts.js';
import { checkSelf } from '../scopes.js';
import { askedScopes, answerForPerson, type Grant } from '../token-answer.js';

export const refreshToken: Grant = (entra, request) => {
  const { client, form, tenantId } = request;
  const presented = form.get('refresh_token');
  if (!presented) {
    throw new AadstsError(900144, {
      text: "The request body must contain the following parameter: 'refresh_token'.",
    });
  }
  const found = entra.sessions.refreshTokens.look(presented);
  const belongs = found?.value.clientId === client.appId && found.value.tenantId === tenantId;
  if (!found || !belongs) throw new AadstsError(70000, { text: 'Provided grant is invalid or malformed.' });
  if (!found.alive) throw new AadstsError(client.publicClient ? 700084 : 700082);
  const { authentication, expiresAt, scope } = found.value;
  const scopes = askedScopes(entra, request, scope);
  checkSelf(request.client, scopes);
  // Entra answers every refresh with a new refresh token, asked for or not.
  const oidc = [...new Set([...scopes.oidc, 'openid', 'offline_access'])];
  return answerForPerson(entra, {
    request,
    authentication,
    scopes: { ...scopes, oidc },
    refreshUntil: expiresAt,
  });
};

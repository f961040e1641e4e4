/** The client_credentials grant (RFC 6749 section 4.4): a token for the app itself, with its assigned roles. */
import { AadstsError } from '../aadsts.js';
import { exchangeTokenClaims } from '../agent-exchange.js';
import { TOKEN_EXCHANGE_APP_ID } from '../registration.js';
import { askedScopes, type Grant } from '../token-answer.js';
import { accessTokenClaims, signToken } from '../tokens.js';

const LIFETIME_SECONDS = 3599;

export const clientCredentials: Grant = (entra, request) => {
  const { client, clientAuthMethod, tenantId } = request;
  if (client.publicClient) throw new AadstsError(7000218);
  const scopes = askedScopes(entra, request);
  if (!scopes.everything || scopes.permissions.length > 0) {
    throw new AadstsError(70011, {
      text: "The provided value for the input parameter 'scope' is not valid: the client_credentials grant takes '<resource>/.default'.",
    });
  }
  const fmiPath = request.form.get('fmi_path');
  const asked = {
    tenantId,
    clientAppId: client.appId,
    clientAuthMethod,
    resource: scopes.resource,
    // What an agent presents for its own user has the shape that its blueprint's token has.
    version:
      client.blueprint && scopes.resource.appId === TOKEN_EXCHANGE_APP_ID ? ('2.0' as const) : undefined,
    identifier: scopes.identifier,
    scopes: [],
    roles: client.assignedRoles?.[scopes.resource.appId] ?? [],
    // The object id of an agent identity is its app id.
    principalId: client.blueprint === undefined ? servicePrincipalId(client.appId) : client.appId,
    lifetimeSeconds: LIFETIME_SECONDS,
  };
  const claims =
    fmiPath === null ? accessTokenClaims(entra, asked) : exchangeTokenClaims(entra, client, fmiPath, asked);
  return {
    token_type: 'Bearer',
    expires_in: LIFETIME_SECONDS,
    ext_expires_in: LIFETIME_SECONDS,
    access_token: signToken(claims, entra.keys.current),
  };
};

/** Object id of a registration's service principal: its app id with another first group. */
export function servicePrincipalId(appId: string): string {
  return `5e000000${appId.slice(8)}`;
}

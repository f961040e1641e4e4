/** Azure AI Search's error answers. */
import { randomUUID } from 'node:crypto';

/** Audience of Azure AI Search tokens. */
export const SEARCH_AUDIENCE = 'https://search.azure.com';

/** An error as the service words it. */
export function searchError(status: number, code: string, message: string, headers?: HeadersInit): Response {
  const response = Response.json({ error: { code, message } }, { status, headers });
  response.headers.set('request-id', randomUUID());
  return response;
}

/** 401 for no token, or one that is not good for this service. */
export function unauthorized(origin: string): Response {
  return searchError(
    401,
    'Unauthorized',
    'The access token is missing, expired, or not meant for this service.',
    {
      'www-authenticate': `Bearer authorization_uri="${origin}/common/oauth2/v2.0/authorize", resource_id="${SEARCH_AUDIENCE}"`,
    },
  );
}

/** 401 for a token of the person that is not good for this service. */
export function queryTokenRefused(): Response {
  return searchError(
    401,
    'Unauthorized',
    "The token in the header 'x-ms-query-source-authorization' is not a valid Microsoft Entra token for this service.",
  );
}

/** 403 for API keys: this service takes Microsoft Entra tokens only. */
export function keyRefused(): Response {
  return searchError(
    403,
    'Forbidden',
    'API key authentication is disabled for this service (disableLocalAuth). Use a Microsoft Entra token.',
  );
}

/** 401 with a claims challenge (continuous access evaluation). `claims` is JSON text. */
export function claimsChallenge(origin: string, claims: string): Response {
  const encoded = Buffer.from(claims).toString('base64');
  return searchError(401, 'Unauthorized', 'Continuous access evaluation asks for a new sign-in.', {
    'www-authenticate': `Bearer realm="", authorization_uri="${origin}/common/oauth2/v2.0/authorize", error="insufficient_claims", claims="${encoded}"`,
  });
}

/** 404 for an index that does not exist. */
export function indexNotFound(name: string): Response {
  return searchError(404, '', `The index '${name.slice(0, 128)}' for service 'local-cloud' was not found.`);
}

/** 400 for a request that breaks the API's rules. */
export function badRequest(message: string, code = ''): Response {
  return searchError(400, code, message);
}

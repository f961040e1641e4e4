/**
 * Stand-in for Microsoft Graph: the signed-in person's profile, with Graph's errors and continuous access
 * evaluation.
 * Source: https://learn.microsoft.com/graph/api/user-get and https://learn.microsoft.com/graph/errors
 */
import { randomUUID } from 'node:crypto';
import type { DemoUser } from '../demo.js';
import type { Entra } from '../entra/entra.js';
import { revocationChallenge } from '../entra/continuous-access.js';
import type { Handler, VerifiedClaims } from '../handler.js';
import { judgeToken, type TokenFault } from '../entra/verify-token.js';
import { profileOf, select } from './profile.js';

const SENTENCES: Readonly<Record<TokenFault, string>> = {
  missing: 'Access token is empty.',
  malformed: 'CompactToken parsing failed with error code: 80049217',
  signature: 'CompactToken validation failed with reason code: 80049228.',
  expired: 'Lifetime validation failed, the token is expired.',
  audience: 'Access token validation failure. Invalid audience.',
  issuer: 'Access token validation failure. Invalid issuer.',
};

/** Graph as a handler for `/v1.0/*`. */
export function createGraph(entra: Entra): Handler {
  return async (request) => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/v1.0/')) return undefined;
    if (request.method !== 'GET')
      return graphError(
        entra,
        405,
        'Request_BadRequest',
        'Specified HTTP method is not allowed for the request target.',
      );
    const verdict = await judgeToken(entra, request, [entra.url, 'https://graph.microsoft.com']);
    if ('fault' in verdict) {
      const authority = `${entra.url}/common/oauth2/v2.0/authorize`;
      return graphError(entra, 401, 'InvalidAuthenticationToken', SENTENCES[verdict.fault], {
        'www-authenticate': `Bearer realm="", authorization_uri="${authority}"`,
      });
    }
    const { claims } = verdict;
    const user = entra.directory.user({ oid: claims['oid'] });
    if (!user)
      return graphError(
        entra,
        400,
        'BadRequest',
        '/me request is only valid with delegated authentication flow.',
      );
    const wanted = revocationChallenge(entra, claims);
    if (wanted) return challenge(entra, claims, wanted);
    if (!String(claims['scp']).split(' ').includes('User.Read')) {
      return graphError(
        entra,
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    }
    return route(entra, url, user);
  };
}

/** An error as Graph words it. */
function graphError(
  entra: Entra,
  status: number,
  code: string,
  message: string,
  headers?: HeadersInit,
): Response {
  const id = randomUUID();
  const date = new Date(entra.context.now()).toISOString().slice(0, 19);
  const innerError = { date, 'request-id': id, 'client-request-id': id };
  return Response.json({ error: { code, message, innerError } }, { status, headers });
}

/** The 401 of continuous access evaluation. */
function challenge(entra: Entra, claims: VerifiedClaims, wanted: string): Response {
  const encoded = Buffer.from(wanted).toString('base64');
  const authority = `${entra.url}/${String(claims['tid'])}/oauth2/v2.0/authorize`;
  const value = `Bearer realm="", authorization_uri="${authority}", error="insufficient_claims", claims="${encoded}"`;
  const text =
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp';
  return graphError(entra, 401, 'InvalidAuthenticationToken', text, { 'www-authenticate': value });
}

function route(entra: Entra, url: URL, user: DemoUser): Response {
  if (url.pathname === '/v1.0/me') {
    const profile = profileOf(user, `${entra.url}/v1.0`);
    const body = select(profile, url.searchParams.get('$select'));
    if (body) return Response.json(body);
    return graphError(
      entra,
      400,
      'BadRequest',
      "Parsing OData Select failed: a property in '$select' does not exist.",
    );
  }
  if (url.pathname === '/v1.0/me/photo/$value') {
    return graphError(
      entra,
      404,
      'ImageNotFound',
      "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
    );
  }
  const segment = url.pathname.split('/')[2] ?? '';
  return graphError(
    entra,
    400,
    'BadRequest',
    `Resource not found for the segment '${segment.slice(0, 60)}'.`,
  );
}

/**
 * `POST /{tenant}/oauth2/v2.0/token` and its v1 twin: reads the form, lets drills have their say,
 * authenticates the client, runs the grant.
 */
import type { Handler } from '../handler.js';
import { AadstsError, errorResponse, traceIds } from './aadsts.js';
import { readClaimsRequest } from './claims-request.js';
import { authenticateClient } from './client-authentication.js';
import type { Entra } from './entra.js';
import { authorizationCode } from './grants/authorization-code.js';
import { clientCredentials } from './grants/client-credentials.js';
import { deviceCode } from './grants/device-code.js';
import { ON_BEHALF_OF, onBehalfOf } from './grants/on-behalf-of.js';
import { refreshToken } from './grants/refresh-token.js';
import { userFederatedIdentity } from './grants/user-federated-identity.js';
import { drilledAnswer } from './scripted-answer.js';
import type { Grant } from './token-answer.js';

const PATH = /^\/([^/]+)\/oauth2\/(?:v2\.0\/)?token$/;

const GRANTS: Readonly<Record<string, Grant>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  client_credentials: clientCredentials,
  [ON_BEHALF_OF]: onBehalfOf,
  user_fic: userFederatedIdentity,
  device_code: deviceCode,
  'urn:ietf:params:oauth:grant-type:device_code': deviceCode,
};

/** RFC 8693, which Entra does not have. */
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** Grants whose earlier request named the scopes. */
const REMEMBERS = new Set(['authorization_code', 'refresh_token']);

const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** The token endpoint as a handler. */
export function createTokenEndpoint(entra: Entra): Handler {
  return async (request) => {
    const segment = PATH.exec(new URL(request.url).pathname)?.[1];
    if (!segment) return undefined;
    if (request.method !== 'POST')
      return new Response(null, { status: 405, headers: { allow: 'POST, OPTIONS' } });
    let form = new URLSearchParams();
    try {
      form = await readForm(request);
      entra.context.journal.annotate(request, notesOf(form));
      return (await drilledAnswer(entra, request, form)) ?? (await answer(entra, request, segment, form));
    } catch (error) {
      if (!(error instanceof AadstsError)) throw error;
      const given = request.headers.get('client-request-id') ?? form.get('client-request-id');
      return errorResponse(error, traceIds(entra.context.now(), given), `${entra.url}/error`);
    }
  };
}

/** The form, or AADSTS9002313 / 900144. Parameters must not repeat (RFC 6749 section 3.2). */
async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    throw new AadstsError(9002313, { text: 'The request body must be application/x-www-form-urlencoded.' });
  }
  const form = new URLSearchParams(await request.text());
  const names = [...form.keys()];
  if (new Set(names).size !== names.length) throw new AadstsError(9002313);
  return form;
}

/** What the journal may keep of a token request. */
function notesOf(form: URLSearchParams) {
  const read = (name: string) => form.get(name)?.slice(0, 200);
  return { grant: read('grant_type'), clientId: read('client_id'), scope: read('scope') };
}

async function answer(entra: Entra, request: Request, tenantSegment: string, form: URLSearchParams) {
  const tenant = entra.directory.tenant(tenantSegment);
  const { grant, name } = grantOf(form);
  const endpoint = `${entra.url}${new URL(request.url).pathname}`;
  const authenticated = await authenticateClient(entra, request, form, {
    url: endpoint,
    tenantId: tenant.id,
  });
  const resource = form.get('resource');
  // v1 clients name a resource where v2 clients name a scope; at v2 a code and a refresh token remember theirs.
  const remembers = endpoint.includes('/v2.0/') && REMEMBERS.has(name);
  if (resource && !form.has('scope') && !remembers) form.set('scope', `${resource}/.default`);
  const claimsText = form.get('claims') ?? undefined;
  const claims = readClaimsRequest(claimsText);
  if (!claims) throw new AadstsError(9002313, { text: "The 'claims' parameter is not a JSON object." });
  const body = await grant(entra, { ...authenticated, tenantId: tenant.id, form, claims, claimsText });
  return Response.json(body, { headers: NO_STORE });
}

function grantOf(form: URLSearchParams): { name: string; grant: Grant } {
  const name = form.get('grant_type');
  if (!name) {
    throw new AadstsError(900144, {
      text: "The request body must contain the following parameter: 'grant_type'.",
    });
  }
  const grant = Object.hasOwn(GRANTS, name) ? GRANTS[name] : undefined;
  if (name === TOKEN_EXCHANGE) throw new AadstsError(82001);
  if (!grant) throw new AadstsError(70003);
  return { name, grant };
}

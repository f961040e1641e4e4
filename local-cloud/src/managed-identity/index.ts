/**
 * Stand-in for the managed identity endpoints: App Service (`IDENTITY_ENDPOINT`) and the instance metadata
 * service of a virtual machine (IMDS).
 * Source: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
import { CONTOSO_TENANT_ID, MANAGED_IDENTITY_CLIENT_ID } from '../demo.js';
import type { Entra } from '../entra/entra.js';
import {
  MANAGED_IDENTITY_PRINCIPAL_ID,
  SYSTEM_IDENTITY_CLIENT_ID,
  SYSTEM_IDENTITY_PRINCIPAL_ID,
  TOKEN_EXCHANGE_AUDIENCE,
} from '../entra/registration.js';
import { accessTokenClaims, signToken } from '../entra/tokens.js';
import type { Handler } from '../handler.js';

/** Value of `IDENTITY_HEADER`, the shared secret of the App Service form. Opens only this stand-in. */
export const IDENTITY_HEADER = 'local-cloud-identity';

const APP_SERVICE = '/msi/token';
const IMDS = /^\/metadata\/identity\/oauth2\/token\/?$/;
const LIFETIME_SECONDS = 86_400;

interface Identity {
  readonly clientId: string;
  readonly principalId: string;
}

/** Both endpoints as a handler. */
export function createManagedIdentity(entra: Entra): Handler {
  return (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const appService = pathname === APP_SERVICE;
    if (!appService && !IMDS.test(pathname)) return undefined;
    if (appService && request.headers.get('x-identity-header') !== IDENTITY_HEADER) {
      return refuse('unauthorized', 'The X-IDENTITY-HEADER is missing or wrong.', 401);
    }
    if (!appService && request.headers.get('metadata') !== 'true') {
      return refuse('bad_request_102', 'Required metadata header not specified');
    }
    const resource = searchParams.get('resource');
    if (!resource) return refuse('invalid_request', "Required query variable 'resource' is missing");
    const identity = identityOf(searchParams);
    if (!identity) return refuse('invalid_request', 'Identity not found');
    return mint(entra, identity, resource);
  };
}

function refuse(error: string, description: string, status = 400): Response {
  return Response.json({ error, error_description: description }, { status });
}

/** The identity a request names, or the system-assigned one where it names none. */
function identityOf(query: URLSearchParams): Identity | undefined {
  const named = query.get('client_id') ?? query.get('object_id') ?? query.get('principal_id');
  const known: Identity[] = [
    { clientId: SYSTEM_IDENTITY_CLIENT_ID, principalId: SYSTEM_IDENTITY_PRINCIPAL_ID },
    { clientId: MANAGED_IDENTITY_CLIENT_ID, principalId: MANAGED_IDENTITY_PRINCIPAL_ID },
  ];
  if (named === null) return known[0];
  return known.find(({ clientId, principalId }) => clientId === named || principalId === named);
}

function mint(entra: Entra, identity: Identity, identifier: string): Response {
  const resource = entra.directory.resource(identifier);
  if (!resource) {
    return refuse(
      'invalid_resource',
      `AADSTS500011: The resource principal named ${identifier.slice(0, 120)} was not found in the tenant.`,
    );
  }
  const forExchange = identifier === TOKEN_EXCHANGE_AUDIENCE;
  const claims = accessTokenClaims(entra, {
    tenantId: CONTOSO_TENANT_ID,
    clientAppId: identity.clientId,
    clientAuthMethod: '2',
    resource,
    identifier,
    version: forExchange ? '2.0' : undefined,
    scopes: [],
    roles: entra.directory.registered(identity.clientId)?.assignedRoles?.[resource.appId],
    principalId: identity.principalId,
    lifetimeSeconds: LIFETIME_SECONDS,
  });
  const token = signToken(forExchange ? { ...claims, aud: identifier } : claims, entra.keys.current);
  return Response.json({
    access_token: token,
    client_id: identity.clientId,
    expires_in: String(LIFETIME_SECONDS),
    expires_on: String(entra.seconds + LIFETIME_SECONDS),
    not_before: String(entra.seconds),
    resource: identifier,
    token_type: 'Bearer',
  });
}

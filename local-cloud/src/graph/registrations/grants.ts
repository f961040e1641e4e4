/**
 * `/oauth2PermissionGrants`: delegated permissions for one person or for everybody.
 * Source: https://learn.microsoft.com/graph/api/oauth2permissiongrant-post
 */
import type { Entra } from '../../entra/entra.js';
import type { Json } from '../../text/json.js';
import type { GraphRoute } from '../caller.js';
import { badRequest, GraphError, notFound, wrongMethod } from '../graph-error.js';
import { addressIn, collection, readBody } from './address.js';
import type { DirectoryObjects } from './directory-objects.js';
import type { DirectoryObject } from './seed.js';
import { publish } from './publish.js';
import { requireWrite } from './rights.js';

const MOST_CHARACTERS = 3850;

export function createGrants(entra: Entra, objects: DirectoryObjects): GraphRoute {
  return async ({ caller, path, request, url }) => {
    const address = addressIn('oauth2PermissionGrants', path);
    if (!address || address.rest !== '') return undefined;
    requireWrite(caller, 'DelegatedPermissionGrant.ReadWrite.All');
    const all = objects.all('oauth2PermissionGrants');
    if (!address.key) {
      if (request.method === 'GET')
        return collection(all, url, `${entra.url}/v1.0/$metadata#oauth2PermissionGrants`);
      if (request.method !== 'POST') throw wrongMethod();
      const grant = create(objects, all, await readBody(request));
      publishClient(entra, objects, grant);
      return Response.json(grant, { status: 201 });
    }
    const grant = objects.get('oauth2PermissionGrants', 'id', address.key.value);
    if (request.method === 'GET') return Response.json(grant);
    if (request.method !== 'PATCH') throw wrongMethod();
    // The scopes are replaced, not added to.
    const changed = { ...grant, scope: scopeOf(await readBody(request)) };
    objects.put('oauth2PermissionGrants', changed);
    publishClient(entra, objects, changed);
    return new Response(null, { status: 204 });
  };
}

function create(objects: DirectoryObjects, all: readonly DirectoryObject[], body: Json): DirectoryObject {
  const { clientId, consentType, principalId = null, resourceId } = body;
  if (consentType !== 'AllPrincipals' && consentType !== 'Principal') {
    throw badRequest(
      "Invalid value specified for property 'consentType' of resource 'OAuth2PermissionGrant'.",
    );
  }
  for (const id of [clientId, resourceId]) {
    const principal = objects.find('servicePrincipals', 'id', String(id));
    if (!principal || objects.isMissed(principal.id)) throw notFound(String(id));
  }
  const same = (grant: DirectoryObject) =>
    grant['clientId'] === clientId &&
    grant['resourceId'] === resourceId &&
    grant['principalId'] === principalId;
  if (all.some(same)) {
    throw new GraphError(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.');
  }
  return objects.add('oauth2PermissionGrants', {
    clientId,
    consentType,
    principalId,
    resourceId,
    scope: scopeOf(body),
  });
}

function scopeOf({ scope }: Json): string {
  if (typeof scope !== 'string' || scope.length > MOST_CHARACTERS) {
    throw badRequest("Invalid value specified for property 'scope' of resource 'OAuth2PermissionGrant'.");
  }
  return scope;
}

function publishClient(entra: Entra, objects: DirectoryObjects, grant: DirectoryObject): void {
  const client = objects.find('servicePrincipals', 'id', String(grant['clientId']));
  const app = client && objects.find('applications', 'appId', String(client['appId']));
  if (app) publish(entra, objects, app);
}

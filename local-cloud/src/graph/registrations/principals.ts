/**
 * `/servicePrincipals`: create, upsert, read; roles that are assigned to them.
 * Source: https://learn.microsoft.com/graph/api/serviceprincipal-upsert
 */
import type { Entra } from '../../entra/entra.js';
import { GRAPH_APP_ID } from '../../entra/registration.js';
import type { Json } from '../../text/json.js';
import type { GraphRequest, GraphRoute } from '../caller.js';
import { badRequest, denied, GraphError, notFound, wrongMethod } from '../graph-error.js';
import { addressIn, collection, readBody, shown } from './address.js';
import type { DirectoryObjects } from './directory-objects.js';
import type { DirectoryObject } from './seed.js';
import { list, member, publish, publishRoles } from './publish.js';
import { requireRead, requireWrite } from './rights.js';

export function createPrincipals(entra: Entra, objects: DirectoryObjects): GraphRoute {
  const context = `${entra.url}/v1.0/$metadata#servicePrincipals`;
  return async (asked) => {
    const address = addressIn('servicePrincipals', asked.path);
    if (!address) return undefined;
    const { request, url } = asked;
    const { key, rest } = address;
    if (rest === 'appRoleAssignedTo' || rest === 'appRoleAssignments') {
      const principal = key && objects.get('servicePrincipals', key.name, key.value);
      return principal && assignments(entra, objects, principal, rest, asked);
    }
    if (rest !== '') return undefined;
    if (request.method === 'GET') {
      requireRead(asked.caller);
      if (!key)
        return collection(
          objects.all('servicePrincipals').map((each) => live(objects, each)),
          url,
          context,
        );
      const principal = objects.get('servicePrincipals', key.name, key.value);
      return Response.json({
        '@odata.context': `${context}/$entity`,
        ...shown(live(objects, principal), url),
      });
    }
    requireWrite(asked.caller);
    if (request.method !== (key ? 'PATCH' : 'POST')) throw wrongMethod();
    const body = await readBody(request);
    const found = key && objects.find('servicePrincipals', key.name, key.value);
    if (found) {
      objects.put('servicePrincipals', { ...found, ...body, id: found.id });
      return new Response(null, { status: 204 });
    }
    if (key && !/create-if-missing/i.test(request.headers.get('prefer') ?? '')) throw notFound(key.value);
    const made = create(objects, key ? key.value : String(body['appId']), body);
    return Response.json({ '@odata.context': `${context}/$entity`, ...made }, { status: 201 });
  };
}

/** A principal shows the scopes and roles that its application has now. */
function live(objects: DirectoryObjects, principal: DirectoryObject): DirectoryObject {
  const app = objects.find('applications', 'appId', String(principal['appId']));
  if (!app) return principal;
  return {
    ...principal,
    oauth2PermissionScopes: list(member(app, 'api'), 'oauth2PermissionScopes'),
    appRoles: list(app, 'appRoles'),
  };
}

function create(objects: DirectoryObjects, appId: string, body: Json): DirectoryObject {
  if (objects.find('servicePrincipals', 'appId', appId)) {
    throw new GraphError(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    );
  }
  const app = objects.find('applications', 'appId', appId);
  // A replica that does not know the application yet answers with the wrong reason.
  if (app && objects.isMissed(app.id)) {
    throw new GraphError(
      403,
      'Authorization_RequestDenied',
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    );
  }
  if (!app) {
    throw badRequest(
      `The appId '${appId.slice(0, 60)}' of the service principal does not reference a valid application object.`,
      'NoBackingApplicationObject',
    );
  }
  const displayName = body['displayName'] ?? app['displayName'];
  return objects.add('servicePrincipals', { appId, displayName, accountEnabled: true });
}

/** Roles that others have in this one (`appRoleAssignedTo`), or it in others (`appRoleAssignments`). */
async function assignments(
  entra: Entra,
  objects: DirectoryObjects,
  principal: DirectoryObject,
  rest: string,
  { caller, request, url }: GraphRequest,
): Promise<Response> {
  const side = rest === 'appRoleAssignedTo' ? 'resourceId' : 'principalId';
  const own = objects.all('appRoleAssignments').filter((each) => each[side] === principal.id);
  if (request.method === 'GET') {
    requireRead(caller);
    return collection(own, url, `${entra.url}/v1.0/$metadata#appRoleAssignments`);
  }
  if (request.method !== 'POST') throw wrongMethod();
  requireWrite(caller, 'AppRoleAssignment.ReadWrite.All');
  const { appRoleId, principalId, resourceId } = await readBody(request);
  const client = objects.find('servicePrincipals', 'id', String(principalId));
  const resource = objects.find('servicePrincipals', 'id', String(resourceId));
  const role = resource && list(live(objects, resource), 'appRoles').find(({ id }) => id === appRoleId);
  if (!client || !role || objects.isMissed(client.id)) throw badRequest('Not a valid reference update.');
  // A Cloud Application Administrator may grant the roles of every resource but Microsoft Graph.
  if (caller.user && resource['appId'] === GRAPH_APP_ID) throw denied();
  if (own.some((each) => each['appRoleId'] === appRoleId && each['principalId'] === principalId)) {
    throw new GraphError(409, 'Request_BadRequest', 'Permission being assigned already exists on the object');
  }
  const made = objects.add('appRoleAssignments', { appRoleId, principalId, resourceId });
  const app = objects.find('applications', 'appId', String(client['appId']));
  if (app) publish(entra, objects, app);
  else publishRoles(entra, objects, String(client['appId']));
  return Response.json(made, { status: 201 });
}

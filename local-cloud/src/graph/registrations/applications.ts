/**
 * `/applications`: create, read, change, upsert, delete, secrets.
 * Source: https://learn.microsoft.com/graph/api/application-upsert
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Entra } from '../../entra/entra.js';
import type { Json } from '../../text/json.js';
import type { GraphRequest, GraphRoute } from '../caller.js';
import { notFound, wrongMethod } from '../graph-error.js';
import { type Address, addressIn, collection, readBody, shown } from './address.js';
import { checkApplication, merged } from './application-rules.js';
import type { DirectoryObjects } from './directory-objects.js';
import type { DirectoryObject } from './seed.js';
import { federatedCredentials } from './federated-credentials.js';
import { list, publish } from './publish.js';
import { requireRead, requireWrite } from './rights.js';

export function createApplications(entra: Entra, objects: DirectoryObjects): GraphRoute {
  return async (asked) => {
    const address = addressIn('applications', asked.path);
    if (!address) return undefined;
    const context = `${entra.url}/v1.0/$metadata#applications`;
    const { request, url } = asked;
    if (request.method === 'GET') requireRead(asked.caller);
    else requireWrite(asked.caller);
    if (!address.key) {
      if (request.method === 'GET') return collection(objects.all('applications'), url, context);
      if (request.method !== 'POST') throw wrongMethod();
      return created(context, create(entra, objects, await readBody(request)));
    }
    if (request.method === 'PATCH' && address.rest === '') {
      return upsert(entra, objects, asked, address.key, context);
    }
    const app = objects.get('applications', address.key.name, address.key.value);
    if (address.rest === 'addPassword') return addPassword(entra, objects, app, await readBody(request));
    if (address.rest.startsWith('federatedIdentityCredentials')) {
      return federatedCredentials(entra, objects, app, { ...asked, path: `/${address.rest}` });
    }
    if (address.rest !== '') return undefined;
    if (request.method === 'GET')
      return Response.json({ '@odata.context': `${context}/$entity`, ...shown(app, url) });
    if (request.method !== 'DELETE') throw wrongMethod();
    objects.remove(app.id);
    entra.directory.remove(String(app['appId']));
    return new Response(null, { status: 204 });
  };
}

function created(context: string, object: Json): Response {
  return Response.json({ '@odata.context': `${context}/$entity`, ...object }, { status: 201 });
}

function create(entra: Entra, objects: DirectoryObjects, body: Json): DirectoryObject {
  const defaults = {
    uniqueName: null,
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    identifierUris: [],
    api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [], preAuthorizedApplications: [] },
    appRoles: [],
    spa: { redirectUris: [] },
    web: { redirectUris: [] },
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [],
    optionalClaims: null,
    passwordCredentials: [],
    keyCredentials: [],
  };
  const after = merged(defaults, body);
  checkApplication(objects, undefined, body, after);
  const app = objects.add('applications', { ...after, appId: randomUUID() });
  publish(entra, objects, app);
  return app;
}

/** 204 where it stood; 201 where `Prefer: create-if-missing` made it; 404 otherwise. */
async function upsert(
  entra: Entra,
  objects: DirectoryObjects,
  { request }: GraphRequest,
  key: NonNullable<Address['key']>,
  context: string,
): Promise<Response> {
  const body = await readBody(request);
  const before = objects.find('applications', key.name, key.value);
  if (!before) {
    const wished = /create-if-missing/i.test(request.headers.get('prefer') ?? '');
    if (!wished || key.name !== 'uniqueName') throw notFound(key.value);
    return created(context, create(entra, objects, { ...body, uniqueName: key.value }));
  }
  if (objects.isMissed(before.id)) throw notFound(key.value);
  const after = merged(before, body);
  checkApplication(objects, before, body, after);
  const app = { ...after, id: before.id };
  objects.put('applications', app);
  publish(entra, objects, app);
  return new Response(null, { status: 204 });
}

/** The secret is in this answer only. */
function addPassword(entra: Entra, objects: DirectoryObjects, app: DirectoryObject, body: Json): Response {
  const { displayName = null } = (body['passwordCredential'] ?? {}) as Json;
  const secretText = randomBytes(30).toString('base64url');
  const credential = { keyId: randomUUID(), displayName, hint: secretText.slice(0, 3), secretText };
  const changed = { ...app, passwordCredentials: [...list(app, 'passwordCredentials'), credential] };
  objects.put('applications', changed);
  publish(entra, objects, changed);
  return Response.json(credential);
}

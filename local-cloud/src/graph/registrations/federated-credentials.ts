/**
 * Federated identity credentials of an application.
 * Source: https://learn.microsoft.com/graph/api/federatedidentitycredential-upsert
 */
import type { Entra } from '../../entra/entra.js';
import type { Json } from '../../text/json.js';
import type { GraphRequest } from '../caller.js';
import { badRequest, GraphError, notFound, wrongMethod } from '../graph-error.js';
import { addressIn, collection, readBody } from './address.js';
import type { DirectoryObjects } from './directory-objects.js';
import type { DirectoryObject } from './seed.js';
import { publish, texts } from './publish.js';

const MOST = 20;

/** The collection below one application; `asked.path` begins with its name. */
export async function federatedCredentials(
  entra: Entra,
  objects: DirectoryObjects,
  app: DirectoryObject,
  { path, request, url }: GraphRequest,
): Promise<Response | undefined> {
  const address = addressIn('federatedIdentityCredentials', path);
  if (!address || address.rest !== '') return undefined;
  const own = objects
    .all('federatedIdentityCredentials')
    .filter((entry) => entry['applicationId'] === app.id);
  const { key } = address;
  const { method } = request;
  if (!key && method === 'GET')
    return collection(own, url, `${entra.url}/v1.0/$metadata#federatedIdentityCredentials`);
  // Both the id and the name are keys in the address.
  const found = key && own.find((entry) => entry['name'] === key.value || entry.id === key.value);
  if (key && method === 'GET') {
    if (!found || objects.isMissed(found.id)) throw notFound(key.value);
    return Response.json(found);
  }
  if (found && method === 'DELETE') {
    objects.remove(found.id);
    return new Response(null, { status: 204 });
  }
  if (method !== (key ? 'PATCH' : 'POST')) throw wrongMethod();
  const body = await readBody(request);
  if (found) {
    const changed = { ...found, ...body, name: found['name'], id: found.id };
    check(
      own.filter(({ id }) => id !== found.id),
      changed,
    );
    objects.put('federatedIdentityCredentials', changed);
    publish(entra, objects, app);
    return new Response(null, { status: 204 });
  }
  if (key && !/create-if-missing/i.test(request.headers.get('prefer') ?? '')) throw notFound(key.value);
  const wanted = { ...body, ...(key?.name === 'name' ? { name: key.value } : {}) };
  check(own, wanted);
  const made = objects.add('federatedIdentityCredentials', { ...wanted, applicationId: app.id });
  publish(entra, objects, app);
  return Response.json(made, { status: 201 });
}

function check(others: readonly Json[], wanted: Json): void {
  const { audiences, issuer, name, subject } = wanted;
  if (others.length >= MOST)
    throw badRequest('The application cannot have more than 20 federated identity credentials.');
  if (typeof name !== 'string' || !/^[\w-]{3,120}$/.test(name)) {
    throw badRequest(
      "Invalid value specified for property 'name' of resource 'FederatedIdentityCredential'.",
    );
  }
  if (typeof issuer !== 'string' || typeof subject !== 'string' || !URL.canParse(issuer)) {
    throw badRequest("Properties 'issuer' and 'subject' are required.");
  }
  if (texts(audiences).length !== 1) {
    throw badRequest(
      'Only one value may be specified for audiences.',
      'FederatedIdentityCredentialAudiencesInvalid',
    );
  }
  if (
    others.some((each) => each['name'] === name || (each['issuer'] === issuer && each['subject'] === subject))
  ) {
    throw new GraphError(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `FederatedIdentityCredential with name ${name} or with the same issuer and subject already exists.`,
    );
  }
}

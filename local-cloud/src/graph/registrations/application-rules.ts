/**
 * What Graph accepts of an application.
 * Source: https://learn.microsoft.com/graph/api/resources/application and
 * https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions
 */
import { CONTOSO_TENANT_ID } from '../../demo.js';
import type { Json } from '../../text/json.js';
import { badRequest } from '../graph-error.js';
import type { DirectoryObjects } from './directory-objects.js';
import type { DirectoryObject } from './seed.js';
import { list, member, texts } from './publish.js';

/** Domain that Contoso proved to own. */
export const VERIFIED_DOMAIN = 'contoso.example';

const SETTABLE = new Set(
  'displayName description uniqueName signInAudience identifierUris api appRoles spa web publicClient requiredResourceAccess optionalClaims notes tags keyCredentials serviceManagementReference isFallbackPublicClient'.split(
    ' ',
  ),
);
const COMPLEX = ['api', 'spa', 'web', 'publicClient', 'optionalClaims'];

/** Properties after a change: lists replace, complex properties are merged by member. */
export function merged(before: Json, change: Json): Json {
  const complex = COMPLEX.filter((name) => name in change && change[name] !== null).map((name) => [
    name,
    { ...member(before, name), ...member(change, name) },
  ]);
  return { ...before, ...change, ...(Object.fromEntries(complex) as Json) };
}

/** Refuses what Graph refuses; `before` is the application as it stands, if it does. */
export function checkApplication(
  objects: DirectoryObjects,
  before: DirectoryObject | undefined,
  change: Json,
  after: Json,
): void {
  const unknown = Object.keys(change).find((name) => !SETTABLE.has(name));
  if (unknown) throw badRequest(`Invalid property '${unknown.slice(0, 60)}'.`);
  if (typeof after['displayName'] !== 'string' || after['displayName'] === '') {
    throw badRequest("A value is required for property 'displayName' of resource 'Application'.");
  }
  if (before?.['uniqueName'] && after['uniqueName'] !== before['uniqueName']) {
    throw badRequest("Property 'uniqueName' is read-only and cannot be set.");
  }
  checkUris(objects, before, after);
  checkEnabled(
    list(member(before ?? {}, 'api'), 'oauth2PermissionScopes'),
    list(member(after, 'api'), 'oauth2PermissionScopes'),
  );
  checkEnabled(list(before ?? {}, 'appRoles'), list(after, 'appRoles'));
  if ('api' in change) checkPreAuthorized(before, member(change, 'api'));
  checkRedirectUris(after);
}

function checkUris(objects: DirectoryObjects, before: DirectoryObject | undefined, after: Json): void {
  const known = texts(before?.['identifierUris']);
  const version = member(after, 'api')['requestedAccessTokenVersion'];
  const appId = String(before?.['appId'] ?? '-');
  for (const uri of texts(after['identifierUris']).filter((each) => !known.includes(each))) {
    const taken = objects
      .all('applications')
      .find((app) => app.id !== before?.id && texts(app['identifierUris']).includes(uri));
    if (taken) {
      throw badRequest('Another object with the same value for property identifierUris already exists.');
    }
    if (!URL.canParse(uri))
      throw badRequest(`Invalid value specified for property 'identifierUris' of resource 'Application'.`);
    const { host } = new URL(uri);
    const verified = host === VERIFIED_DOMAIN || host.endsWith(`.${VERIFIED_DOMAIN}`);
    if (version === 2 || verified) continue;
    if (uri.startsWith('https:')) {
      throw badRequest(
        `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'`,
        'HostNameNotOnVerifiedDomain',
      );
    }
    if (!uri.includes(appId) && !uri.includes(CONTOSO_TENANT_ID)) {
      throw badRequest(
        `Failed to add identifier URI ${uri}. All newly added URIs must contain a tenant verified domain, tenant ID, or app ID, as per the default tenant policy of your organization. See https://aka.ms/identifier-uri-addition-error for more information on this error.`,
      );
    }
  }
}

/** Scopes and roles must be disabled before they are renamed or removed. */
function checkEnabled(before: readonly Json[], after: readonly Json[]): void {
  for (const permission of before.filter(({ isEnabled }) => isEnabled !== false)) {
    const now = after.find(({ id }) => id === permission['id']);
    if (now && now['value'] === permission['value']) continue;
    throw badRequest(
      'Property values cannot be modified: Permission (scope or role) cannot be deleted or updated unless disabled first.',
      'CannotDeleteOrUpdateEnabledEntitlement',
    );
  }
}

/** Pre-authorised clients name scopes that stand already. */
function checkPreAuthorized(before: DirectoryObject | undefined, api: Json): void {
  const ids = list(member(before ?? {}, 'api'), 'oauth2PermissionScopes').map(({ id }) => id);
  for (const client of list(api, 'preAuthorizedApplications')) {
    if ('permissionIds' in client) throw badRequest('Unexpected contents in request body.');
    const missing = texts(client['delegatedPermissionIds']).find((id) => !ids.includes(id));
    if (missing) {
      throw badRequest(
        `Property PreAuthorizedApplication references applications ${String(client['appId'])} that has a Permission Id ${missing} that cannot be found in the AppPermissions sets.`,
        'InvalidAppId',
      );
    }
  }
}

function checkRedirectUris(after: Json): void {
  const seen = new Set<string>();
  for (const uri of ['spa', 'web', 'publicClient'].flatMap((name) =>
    texts(member(after, name)['redirectUris']),
  )) {
    const url = URL.canParse(uri) ? new URL(uri) : undefined;
    const loopback = url && ['localhost', '127.0.0.1'].includes(url.hostname);
    if (!url || (url.protocol === 'http:' && !loopback) || url.hash !== '') {
      throw badRequest(
        `Invalid redirect URI '${uri.slice(0, 200)}'. Must start with 'HTTPS' or 'http://localhost'.`,
      );
    }
    if (seen.has(uri))
      throw badRequest(`The redirect URI '${uri}' is registered for more than one platform.`);
    seen.add(uri);
  }
}

/** What was set through Graph becomes a registration that people can sign in with. */
import type { Entra } from '../../entra/entra.js';
import type { Permissions, Registration } from '../../entra/registration.js';
import { isObject, type Json } from '../../text/json.js';
import type { DirectoryObjects } from './directory-objects.js';
import { type DirectoryObject, named } from './seed.js';

/** Publishes an application, with its credentials, grants and roles. */
export function publish(entra: Entra, objects: DirectoryObjects, app: DirectoryObject): void {
  const { directory } = entra;
  const appId = String(app['appId']);
  const known = directory.registered(appId);
  const api = member(app, 'api');
  const scopes = list(api, 'oauth2PermissionScopes').filter((scope) => scope['isEnabled'] !== false);
  const preAuthorized = list(api, 'preAuthorizedApplications').map(
    (entry) => [String(entry['appId']), texts(entry['delegatedPermissionIds'])] as const,
  );
  const values = (ids: readonly string[]) =>
    scopes.filter((scope) => ids.includes(String(scope['id']))).map((scope) => String(scope['value']));
  const federatedCredentials = objects
    .all('federatedIdentityCredentials')
    .filter((entry) => entry['applicationId'] === app.id)
    .map((entry) => ({
      issuer: String(entry['issuer']),
      subject: String(entry['subject']),
      audience: texts(entry['audiences'])[0] ?? '',
    }));
  const secret = list(app, 'passwordCredentials')
    .map((entry) => String(entry['secretText'] ?? ''))
    .at(-1);
  const redirectUris = ['spa', 'web', 'publicClient'].flatMap((name) =>
    texts(member(app, name)['redirectUris']),
  );
  const registration: Registration = {
    ...known,
    appId,
    name: String(app['displayName']),
    identifierUris: texts(app['identifierUris']),
    scopes: scopes.map((scope) => String(scope['value'])),
    scopeIds: Object.fromEntries(scopes.map((scope) => [String(scope['value']), String(scope['id'])])),
    appRoles: list(app, 'appRoles').map((role) => String(role['value'])),
    tokenVersion: api['requestedAccessTokenVersion'] === 2 ? '2.0' : '1.0',
    redirectUris,
    publicClient: known?.publicClient ?? texts(member(app, 'web')['redirectUris']).length === 0,
    preAuthorized: Object.fromEntries(preAuthorized.map(([client, ids]) => [client, values(ids)])),
    knownClients: texts(api['knownClientApplications']),
    requiredAccess: requiredAccess(entra, app),
    adminConsented: { ...known?.adminConsented, ...adminConsented(objects, appId) },
    assignedRoles: { ...known?.assignedRoles, ...assignedRoles(objects, appId) },
    ...(secret ? { secret, publicClient: false } : {}),
    ...(federatedCredentials.length > 0
      ? {
          federatedCredentials: [...(known?.federatedCredentials ?? []), ...federatedCredentials],
          publicClient: false,
        }
      : {}),
  };
  directory.put(registration);
}

/** Publishes the roles of a principal that has no application here, such as a managed identity. */
export function publishRoles({ directory }: Entra, objects: DirectoryObjects, appId: string): void {
  const known = directory.registered(appId);
  if (!known) return;
  directory.put({ ...known, assignedRoles: { ...known.assignedRoles, ...assignedRoles(objects, appId) } });
}

/** A member that is an object, or an empty one. */
export function member(value: Json, name: string): Json {
  const found = value[name];
  return isObject(found) ? found : {};
}

/** The objects of a list, or none. */
export function list(value: Json, name: string): readonly Json[] {
  const found = value[name];
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** The texts of a list, or none. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function requiredAccess({ directory }: Entra, app: DirectoryObject): Permissions {
  const ids = list(app, 'requiredResourceAccess').map((entry) => {
    const scopes = list(entry, 'resourceAccess').filter(({ type }) => type === 'Scope');
    return [String(entry['resourceAppId']), scopes.map(({ id }) => String(id))] as const;
  });
  return named(directory, Object.fromEntries(ids));
}

function adminConsented(objects: DirectoryObjects, appId: string): Permissions {
  const client = objects.find('servicePrincipals', 'appId', appId);
  const grants = objects
    .all('oauth2PermissionGrants')
    .filter((grant) => grant['clientId'] === client?.id && grant['consentType'] === 'AllPrincipals');
  return Object.fromEntries(
    grants.map((grant) => [
      appIdOf(objects, String(grant['resourceId'])),
      String(grant['scope']).split(' ').filter(Boolean),
    ]),
  );
}

function assignedRoles(objects: DirectoryObjects, appId: string): Permissions {
  const principal = objects.find('servicePrincipals', 'appId', appId);
  const roles: Record<string, string[]> = {};
  for (const assignment of objects.all('appRoleAssignments')) {
    if (assignment['principalId'] !== principal?.id) continue;
    const resource = objects.find('servicePrincipals', 'id', String(assignment['resourceId']));
    const role = resource && list(resource, 'appRoles').find(({ id }) => id === assignment['appRoleId']);
    if (role) (roles[String(resource['appId'])] ??= []).push(String(role['value']));
  }
  return roles;
}

function appIdOf(objects: DirectoryObjects, id: string): string {
  return String(objects.find('servicePrincipals', 'id', id)?.['appId']);
}

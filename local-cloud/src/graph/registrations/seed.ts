/** The demo's own registrations as Graph objects. */
import { createHash } from 'node:crypto';
import type { Directory } from '../../entra/directory.js';
import type { Permissions, Registration } from '../../entra/registration.js';
import type { Json } from '../../text/json.js';

/** An object of the directory: its properties as Graph shows them. */
export type DirectoryObject = Json & { readonly id: string };

/** A delegated permission as Graph shows it. */
export interface PermissionScope {
  readonly id: string;
  readonly value: string;
  readonly type: string;
  readonly isEnabled: boolean;
}

/** An id that is the same in every run. */
export function derivedId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('|')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The application object of a registration. */
export function applicationOf(directory: Directory, app: Registration): DirectoryObject {
  const uris = app.redirectUris ?? [];
  const none: readonly string[] = [];
  return {
    id: derivedId('application', app.appId),
    appId: app.appId,
    displayName: app.name,
    uniqueName: null,
    signInAudience: 'AzureADMyOrg',
    identifierUris: app.identifierUris,
    api: {
      requestedAccessTokenVersion: app.tokenVersion === '2.0' ? 2 : 1,
      oauth2PermissionScopes: scopesOf(app),
      preAuthorizedApplications: Object.entries(app.preAuthorized ?? {}).map(([appId, scopes]) => ({
        appId,
        delegatedPermissionIds: scopes.map((scope) => derivedId(app.appId, scope)),
      })),
      knownClientApplications: app.knownClients ?? [],
    },
    appRoles: rolesOf(app),
    spa: { redirectUris: app.publicClient ? uris : none },
    web: { redirectUris: app.publicClient ? none : uris },
    publicClient: { redirectUris: none },
    requiredResourceAccess: Object.entries(app.requiredAccess ?? {}).map(([resourceAppId, scopes]) => ({
      resourceAppId: directory.registered(resourceAppId)?.appId ?? resourceAppId,
      resourceAccess: scopes.map((scope) => ({ id: derivedId(resourceAppId, scope), type: 'Scope' })),
    })),
    optionalClaims: null,
    passwordCredentials: [],
    keyCredentials: [],
  };
}

/** The service principal of a registration. */
export function principalOf(app: Registration, id: string): DirectoryObject {
  return {
    id,
    appId: app.appId,
    displayName: app.name,
    accountEnabled: true,
    servicePrincipalNames: [app.appId, ...app.identifierUris],
    oauth2PermissionScopes: scopesOf(app),
    appRoles: rolesOf(app),
  };
}

/** Permissions by name, of permission ids per resource. */
export function named(directory: Directory, ids: Readonly<Record<string, readonly string[]>>): Permissions {
  return Object.fromEntries(
    Object.entries(ids).map(([appId, wanted]) => {
      const resource = directory.registered(appId);
      const scopes = resource?.scopes ?? [];
      return [
        appId,
        scopes.filter((scope) => wanted.includes(resource?.scopeIds?.[scope] ?? derivedId(appId, scope))),
      ];
    }),
  );
}

function scopesOf(app: Registration): readonly PermissionScope[] {
  return app.scopes.map((value) => ({
    id: app.scopeIds?.[value] ?? derivedId(app.appId, value),
    value,
    type: 'User',
    isEnabled: true,
    adminConsentDisplayName: value,
    adminConsentDescription: value,
  }));
}

function rolesOf(app: Registration): readonly object[] {
  return (app.appRoles ?? []).map((value) => ({
    id: derivedId(app.appId, 'role', value),
    value,
    displayName: value,
    description: value,
    allowedMemberTypes: ['Application'],
    isEnabled: true,
  }));
}

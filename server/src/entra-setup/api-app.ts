import type { Graph } from './graph.js';
import {
  optionalClaimsFor,
  requiredAccessFor,
  RESOURCES,
  rolesFor,
  SCOPES,
  scopesFor,
  withAll,
} from './manifest.js';
import { KNOWN_CLIENTS, type SetupOptions } from './options.js';
import { changesOf, type Json, type Report, upsertApplication } from './registration.js';

/** The API's registration as it stands after the setup. */
export interface ApiApp {
  readonly id: string;
  readonly appId: string;
  readonly identifierUri: string;
  readonly scopes: ReadonlyMap<string, string>;
}

/** Ids of a scope of Microsoft's resources, as their service principals in the tenant name them. */
export type ScopeIds = ReadonlyMap<keyof typeof RESOURCES, string>;

/**
 * Makes or mends the API's registration: version 2 tokens, identifier URI, scopes, app roles, optional claims, the
 * redirect URI of the front door, what it asks of others. Arrays are read, added to and written back.
 */
export async function setUpApi(
  graph: Graph,
  options: SetupOptions,
  scopeIds: ScopeIds,
  report: Report,
): Promise<ApiApp> {
  const standing = await upsertApplication(graph, report, {
    uniqueName: `torii-api-${options.environment}`,
    displayName: options.environment === 'default' ? 'Torii' : `Torii (${options.environment})`,
    adopt: options.apiAppId,
    // Before the identifier URI: tenants restrict URIs of apps that take version 1 tokens.
    first: { signInAudience: 'AzureADMyOrg', api: { requestedAccessTokenVersion: 2 } },
  });
  const { id, appId } = standing;
  const wanted = wantedOf(standing, options, scopeIds);
  await changesOf(graph, report, 'API registration', `v1.0/applications/${id}`, standing.object, wanted);
  await preAuthorize(graph, report, standing.object, wanted, options, id);
  const api = wanted['api'] as { oauth2PermissionScopes: readonly Json[] };
  return {
    id,
    appId,
    identifierUri: (wanted['identifierUris'] as string[])[0] ?? `api://${appId}`,
    scopes: new Map(api.oauth2PermissionScopes.map((scope) => [String(scope['value']), String(scope['id'])])),
  };
}

function wantedOf(
  { appId, object }: { readonly appId: string; readonly object: Json },
  options: SetupOptions,
  scopeIds: ScopeIds,
): Json {
  const api = (object['api'] ?? {}) as Json;
  const web = (object['web'] ?? {}) as Json;
  const uris = [`api://${appId}`, ...(options.mcpUri ? [`${options.publicUrl}/mcp`] : [])];
  return {
    identifierUris: withAll((object['identifierUris'] as string[] | undefined) ?? [], uris),
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: scopesFor(appId, (api['oauth2PermissionScopes'] as Json[] | undefined) ?? []),
    },
    appRoles: rolesFor(appId, (object['appRoles'] as Json[] | undefined) ?? []),
    optionalClaims: optionalClaimsFor(object['optionalClaims'] as Json | null | undefined),
    web: {
      redirectUris: withAll((web['redirectUris'] as string[] | undefined) ?? [], [
        `${options.publicUrl}/oauth/callback`,
      ]),
    },
    requiredResourceAccess: requiredAccessFor(
      (object['requiredResourceAccess'] as Json[] | undefined) ?? [],
      [...scopeIds].map(([resource, scopeId]) => ({
        resourceAppId: RESOURCES[resource].appId,
        scopeIds: [scopeId],
      })),
    ),
  };
}

/** In a request of its own: Graph refuses ids of scopes that the same request makes. */
async function preAuthorize(
  graph: Graph,
  report: Report,
  object: Json,
  wanted: Json,
  { preAuthorize: names }: SetupOptions,
  id: string,
): Promise<void> {
  if (names.length === 0) return;
  const api = (object['api'] ?? {}) as Json;
  const standing = (api['preAuthorizedApplications'] as Json[] | undefined) ?? [];
  const scopes = (wanted['api'] as { oauth2PermissionScopes: readonly Json[] }).oauth2PermissionScopes;
  const ids = scopes
    .filter(({ value }) => SCOPES.some((own) => own.value === value))
    .map((scope) => String(scope['id']));
  const others = standing.filter(({ appId }) => !names.some((name) => KNOWN_CLIENTS[name] === appId));
  const named = names.map((name) => {
    const known = standing.find(({ appId }) => appId === KNOWN_CLIENTS[name]);
    const granted = (known?.['delegatedPermissionIds'] as string[] | undefined) ?? [];
    return { appId: KNOWN_CLIENTS[name], delegatedPermissionIds: withAll(granted, ids) };
  });
  await changesOf(graph, report, 'clients that need no consent', `v1.0/applications/${id}`, object, {
    api: { preAuthorizedApplications: [...others, ...named] },
  });
}

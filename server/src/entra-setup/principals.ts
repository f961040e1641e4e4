import { type Graph, GraphError } from './graph.js';
import { RESOURCES } from './manifest.js';
import { exists, type Report } from './registration.js';

/** Object id of an application's service principal, made where the tenant has none: a registration alone has none. */
export async function principalOf(
  graph: Graph,
  report: Report,
  appId: string,
  name: string,
): Promise<string | undefined> {
  const path = `v1.0/servicePrincipals(appId='${appId}')`;
  const standing = await graph.find(path);
  if (standing) return String(standing['id']);
  await graph.write('POST', 'v1.0/servicePrincipals', { appId });
  report('made', `service principal of ${name}`);
  if (graph.dryRun) return undefined;
  return String((await graph.read(path)).body?.['id']);
}

/** Scope ids of Microsoft's resources, by what their service principals in this tenant publish. */
export async function scopeIdsOf(
  graph: Graph,
  report: Report,
): Promise<ReadonlyMap<keyof typeof RESOURCES, string>> {
  const ids = new Map<keyof typeof RESOURCES, string>();
  for (const resource of Object.keys(RESOURCES) as (keyof typeof RESOURCES)[]) {
    const { appId, scope } = RESOURCES[resource];
    await principalOf(graph, report, appId, resource);
    const principal = await graph.find(`v1.0/servicePrincipals(appId='${appId}')`);
    const published = (principal?.['oauth2PermissionScopes'] as Record<string, unknown>[] | undefined) ?? [];
    const found = published.find(({ value }) => value === scope);
    if (found) ids.set(resource, String(found['id']));
    else report('by hand', `${resource} publishes no scope ${scope} in this tenant: grant it in the portal`);
  }
  return ids;
}

export interface Grant {
  /** Object ids of service principals. */
  readonly client: string;
  readonly resource: string;
  readonly scopes: readonly string[];
  readonly what: string;
}

/** Consent for everybody in the tenant; scopes are added to the grant that stands. */
export async function grantForAll(
  graph: Graph,
  report: Report,
  { client, resource, scopes, what }: Grant,
): Promise<void> {
  const filter = encodeURIComponent(
    `clientId eq '${client}' and resourceId eq '${resource}' and consentType eq 'AllPrincipals'`,
  );
  const [standing] = await graph.list(`v1.0/oauth2PermissionGrants?$filter=${filter}`);
  const granted = String(standing?.['scope'] ?? '')
    .split(' ')
    .filter(Boolean);
  const missing = scopes.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return report('stands', `consent for everybody: ${what}`);
  const scope = [...granted, ...missing].join(' ');
  if (standing) {
    // PATCH replaces the whole list.
    await graph.write('PATCH', `v1.0/oauth2PermissionGrants/${String(standing['id'])}`, { scope });
  } else {
    await graph.write('POST', 'v1.0/oauth2PermissionGrants', {
      clientId: client,
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId: resource,
      scope,
    });
  }
  report(standing ? 'mended' : 'made', `consent for everybody: ${what} (${missing.join(', ')})`);
}

/** Lets a principal hold an application permission; needs a Privileged Role Administrator for Graph's own. */
export async function assignRole(
  graph: Graph,
  report: Report,
  { principal, resourceAppId, role }: { principal: string; resourceAppId: string; role: string },
): Promise<void> {
  const resource = await graph.find(`v1.0/servicePrincipals(appId='${resourceAppId}')`);
  const roles = (resource?.['appRoles'] as Record<string, unknown>[] | undefined) ?? [];
  const appRoleId = roles.find(({ value }) => value === role)?.['id'];
  const what = `application permission ${role} for the managed identity`;
  if (!resource || appRoleId === undefined)
    return report('by hand', `${what}: the resource publishes no such role`);
  const assigned = await graph.list(`v1.0/servicePrincipals/${principal}/appRoleAssignments`);
  if (assigned.some((one) => one['appRoleId'] === appRoleId)) return report('stands', what);
  const resourceId = String(resource['id']);
  try {
    await graph.write('POST', `v1.0/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
      principalId: principal,
      resourceId,
      appRoleId,
    });
    report('made', what);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    if (exists(error)) return report('stands', what);
    if (error.status !== 403) throw error;
    report('by hand', `${what}: ask a Privileged Role Administrator to run this again with --revocation`);
  }
}

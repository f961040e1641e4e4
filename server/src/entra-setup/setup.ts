import { setUpApi } from './api-app.js';
import { makeSecret, trustIdentity } from './credentials.js';
import type { Graph } from './graph.js';
import { RESOURCES, SCOPES } from './manifest.js';
import type { SetupOptions } from './options.js';
import { assignRole, grantForAll, principalOf, scopeIdsOf } from './principals.js';
import type { Report } from './registration.js';
import { setUpSpa } from './spa-app.js';

export interface SetupContext {
  readonly tenantId: string;
  readonly authorityHost: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Makes or mends the registrations. Running it again changes nothing that is right, and it deletes nothing.
 * @returns the settings of the server
 */
export async function setUp(
  graph: Graph,
  options: SetupOptions,
  { tenantId, authorityHost, now }: SetupContext,
  report: Report,
): Promise<Readonly<Record<string, string>>> {
  const scopeIds = await scopeIdsOf(graph, report);
  const api = await setUpApi(graph, options, scopeIds, report);
  const spa = await setUpSpa(graph, options, api, report);
  const apiPrincipal = await principalOf(graph, report, api.appId, 'the API');
  const spaPrincipal = await principalOf(graph, report, spa.appId, 'the browser client');
  const { managedIdentity, secret } = options;
  if (managedIdentity) {
    const { principalId } = managedIdentity;
    await trustIdentity(graph, report, api, { principalId, tenantId, authorityHost });
    if (options.revocation) {
      const resourceAppId = RESOURCES.graph.appId;
      await assignRole(graph, report, { principal: principalId, resourceAppId, role: 'User.Read.All' });
    }
  }
  if (options.adminConsent) {
    await consentForAll(graph, report, { api: apiPrincipal, spa: spaPrincipal });
  }
  const secretText = secret ? await makeSecret(graph, report, api, now) : undefined;
  return {
    TENANT_ID: tenantId,
    API_APP_ID: api.appId,
    ...(api.identifierUri === `api://${api.appId}` ? {} : { API_APP_ID_URI: api.identifierUri }),
    SPA_CLIENT_ID: spa.appId,
    PUBLIC_URL: options.publicUrl,
    OAUTH_PROXY: 'on',
    ...(managedIdentity ? { UMI_CLIENT_ID: managedIdentity.clientId } : {}),
    ...(secretText ? { ENTRA_APP_CLIENT_SECRET: secretText } : {}),
    ...(options.revocation ? { REVOCATION_POLL_SECONDS: '60' } : {}),
  };
}

async function consentForAll(
  graph: Graph,
  report: Report,
  { api, spa }: { readonly api: string | undefined; readonly spa: string | undefined },
): Promise<void> {
  for (const [name, { appId, scope }] of Object.entries(RESOURCES)) {
    const resource = await principalOf(graph, report, appId, name);
    if (!api || !resource) {
      report('made', `consent for everybody: the API at ${name} (${scope})`);
      continue;
    }
    await grantForAll(graph, report, { client: api, resource, scopes: [scope], what: `the API at ${name}` });
  }
  if (!api || !spa) return report('made', 'consent for everybody: the browser client at the API');
  const scopes = SCOPES.map(({ value }) => value);
  await grantForAll(graph, report, {
    client: spa,
    resource: api,
    scopes,
    what: 'the browser client at the API',
  });
}

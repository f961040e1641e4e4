import type { ApiApp } from './api-app.js';
import type { Graph } from './graph.js';
import { requiredAccessFor, SCOPES, withAll } from './manifest.js';
import type { SetupOptions } from './options.js';
import { changesOf, type Json, type Report, type Standing, upsertApplication } from './registration.js';

/** Pages of the built client that Entra may send the browser back to. */
const REDIRECT_PATHS = ['/redirect.html', '/', '/api/docs/oauth2-redirect.html'];

/** Makes or mends the browser client's registration, and makes it known to the API's. */
export async function setUpSpa(
  graph: Graph,
  options: SetupOptions,
  api: ApiApp,
  report: Report,
): Promise<Standing> {
  const standing = await upsertApplication(graph, report, {
    uniqueName: `torii-client-${options.environment}`,
    displayName: options.environment === 'default' ? 'Torii client' : `Torii client (${options.environment})`,
    adopt: options.spaAppId,
    first: { signInAudience: 'AzureADMyOrg' },
  });
  const { id, appId, object } = standing;
  const spa = (object['spa'] ?? {}) as Json;
  const scopeIds = SCOPES.flatMap(({ value }) => api.scopes.get(value) ?? []);
  await changesOf(graph, report, 'browser client', `v1.0/applications/${id}`, object, {
    spa: {
      redirectUris: withAll(
        (spa['redirectUris'] as string[] | undefined) ?? [],
        REDIRECT_PATHS.map((path) => `${options.publicUrl}${path}`),
      ),
    },
    requiredResourceAccess: requiredAccessFor(
      (object['requiredResourceAccess'] as Json[] | undefined) ?? [],
      [{ resourceAppId: api.appId, scopeIds }],
    ),
  });
  await makeKnown(graph, report, api, appId);
  return standing;
}

/** One consent then covers the client and what the API asks of others. */
async function makeKnown(graph: Graph, report: Report, api: ApiApp, clientId: string): Promise<void> {
  const path = `v1.0/applications/${api.id}`;
  const object = graph.dryRun ? {} : ((await graph.find(path)) ?? {});
  const standing =
    ((object['api'] as Json | undefined)?.['knownClientApplications'] as string[] | undefined) ?? [];
  await changesOf(graph, report, 'known clients of the API', path, object, {
    api: { knownClientApplications: withAll(standing, [clientId]) },
  });
}

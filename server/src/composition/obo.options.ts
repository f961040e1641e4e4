import type { OboOptions } from '#libs/obo';
import type { AuditLog } from '../audit/audit-log.js';
import type { DownstreamOptions } from '../downstream/downstream.options.js';
import type { OboRoutesOptions } from '../obo/obo-routes.options.js';
import type { CredentialKind, Settings } from '../settings/settings.js';
import { ofExchange } from './audit.entries.js';
import { countExchange } from './metrics.js';

type Spec = OboOptions['credentials'][number];

/** Options of the on-behalf-of exchange. */
export function oboOptions(settings: Settings, audit?: AuditLog): OboOptions {
  const servers = Object.entries(settings.MCP_SERVERS);
  return {
    enabled: settings.USE_OBO_FLOW,
    authorityHost: settings.ENTRA_AUTHORITY_HOST,
    tenantId: settings.AZURE_TENANT_ID,
    clientId: settings.ENTRA_APP_CLIENT_ID,
    credentials: settings.OBO_CREDENTIALS.map((kind) => credentialOf(kind, settings)),
    onExchange: (event) => {
      countExchange(event);
      audit?.write(ofExchange(event));
    },
    allowedResources: settings.TARGET_AUDIENCES,
    allowedScopes: [`${settings.GRAPH_ENDPOINT}/User.Read`],
    additionalResources: Object.fromEntries(
      servers.flatMap(([name, { audience }]) => (audience === undefined ? [] : [[name, [audience]]])),
    ),
  };
}

function credentialOf(kind: CredentialKind, settings: Settings): Spec {
  switch (kind) {
    case 'managed-identity':
      return { kind, clientId: settings.UMI_CLIENT_ID === 'system' ? undefined : settings.UMI_CLIENT_ID };
    case 'workload-identity':
      return { kind, tokenFile: settings.AZURE_FEDERATED_TOKEN_FILE ?? '' };
    case 'certificate':
      return { kind, path: settings.ENTRA_APP_CLIENT_CERTIFICATE_PATH ?? '' };
    case 'client-secret':
      return { kind, secret: settings.ENTRA_APP_CLIENT_SECRET ?? '' };
  }
}

/** Options of the clients of downstream APIs. */
export function downstreamOptions(settings: Settings): DownstreamOptions {
  return {
    graphEndpoint: settings.GRAPH_ENDPOINT,
    ...(settings.search ? { search: settings.search } : {}),
  };
}

/** Options of the on-behalf-of routes. */
export function oboRoutesOptions(settings: Settings): OboRoutesOptions {
  return {
    tokenInspector: settings.TOKEN_INSPECTOR,
    targetAudiences: settings.TARGET_AUDIENCES,
    graphEndpoint: settings.GRAPH_ENDPOINT,
  };
}

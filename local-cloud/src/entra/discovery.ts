/** Discovery: OpenID Connect metadata (v1 and v2), key sets, and instance discovery. */
import type { Handler } from '../handler.js';
import { AadstsError, errorResponse, traceIds } from './aadsts.js';
import type { Entra } from './entra.js';

const METADATA = /^\/([^/]+)\/(v2\.0\/)?\.well-known\/openid-configuration$/;
const KEYS = /^\/([^/]+)\/discovery\/(v2\.0\/)?keys$/;
const INSTANCE = '/common/discovery/instance';

/** OpenID Connect Discovery document of a tenant. `segment` is how the client named the tenant. */
export function metadata(entra: Entra, segment: string, tenantId: string, version: '1.0' | '2.0') {
  const base = `${entra.url}/${segment}`;
  const oauth = version === '1.0' ? `${base}/oauth2` : `${base}/oauth2/v2.0`;
  return {
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: version === '1.0' ? `${base}/discovery/keys` : `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: entra.issuer(tenantId, version),
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${entra.url}/oidc/userinfo`,
    authorization_endpoint: `${oauth}/authorize`,
    device_authorization_endpoint: `${oauth}/devicecode`,
    end_session_endpoint: `${oauth}/logout`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    claims_supported: CLAIMS,
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(entra.url).host,
    cloud_graph_host_name: new URL(entra.url).host,
    msgraph_host: new URL(entra.url).host,
  };
}

const CLAIMS =
  'sub iss cloud_instance_name cloud_instance_host_name cloud_graph_host_name msgraph_host aud exp iat auth_time acr nonce preferred_username name tid ver at_hash c_hash email'.split(
    ' ',
  );

const CACHEABLE = { 'cache-control': 'max-age=86400, private' };

/** Discovery endpoints as a handler. */
export function createDiscovery(entra: Entra): Handler {
  return (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET') return undefined;
    if (url.pathname === INSTANCE) return Response.json(instanceDiscovery(entra, url));
    const [, segment, v2] = METADATA.exec(url.pathname) ?? KEYS.exec(url.pathname) ?? [];
    if (!segment) return undefined;
    const version = v2 ? '2.0' : '1.0';
    try {
      const tenant = entra.directory.tenant(segment);
      const body = METADATA.test(url.pathname)
        ? { ...metadata(entra, segment, tenant.id, version), ...drilledMembers(entra) }
        : keySet(entra, entra.issuer(tenant.id, version));
      return Response.json(body, { headers: CACHEABLE });
    } catch (error) {
      if (!(error instanceof AadstsError)) throw error;
      const ids = traceIds(entra.context.now(), request.headers.get('client-request-id'));
      return errorResponse(error, ids, `${entra.url}/error`);
    }
  };
}

function drilledMembers(entra: Entra): Record<string, unknown> {
  const { clientIdMetadataDocuments, metadataMembers } = entra.context.drills;
  const preview = clientIdMetadataDocuments ? { client_id_metadata_document_supported: true } : {};
  return { ...preview, ...metadataMembers };
}

function instanceDiscovery(entra: Entra, url: URL): unknown {
  const { host } = new URL(entra.url);
  const authority = url.searchParams.get('authorization_endpoint');
  const segment = authority?.split('/')[3] ?? 'common';
  return {
    tenant_discovery_endpoint: `${entra.url}/${segment}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

/** The key set, as drills would have it. */
function keySet(entra: Entra, issuer: string) {
  const drilled = entra.context.drills.keySet;
  return entra.keys.jwks(
    drilled.issuer === undefined ? issuer : (drilled.issuer ?? undefined),
    drilled.padding,
  );
}

/** The `scope` parameter: OpenID Connect scopes, and permissions of exactly one resource. */
import { AadstsError } from './aadsts.js';
import { type Directory, plain } from './directory.js';
import type { Registration } from './registration.js';

/** A parsed `scope` parameter. */
export interface ScopeRequest {
  readonly resource: Registration;
  /** The resource as the client wrote it: the audience of a v1 token. */
  readonly identifier: string;
  /** `<resource>/.default`: everything that was granted. */
  readonly everything: boolean;
  /** Permissions by name, without the resource. */
  readonly permissions: readonly string[];
  /** `openid`, `profile`, `email`, `offline_access`. */
  readonly oidc: readonly string[];
  /** The parameter as sent. */
  readonly text: string;
}

const OIDC = new Set(['openid', 'profile', 'email', 'offline_access']);
const GRAPH = 'https://graph.microsoft.com';

/**
 * Reads the parameter, or refuses: 900144 missing, 500011 unknown resource, 28002 several resources.
 * The authorization endpoint tolerates several and answers for the `first`.
 */
export function readScopes(directory: Directory, text: string | null, several?: 'first'): ScopeRequest {
  const asked = (text ?? '').split(' ').filter(Boolean);
  if (asked.length === 0) {
    throw new AadstsError(900144, {
      text: "The request body must contain the following parameter: 'scope'.",
    });
  }
  const oidc = asked.filter((scope) => OIDC.has(scope));
  const parts = asked.filter((scope) => !OIDC.has(scope)).map(split);
  const resources = new Set(parts.map((part) => resourceOf(directory, part.identifier)));
  if (resources.size > 1 && !several) {
    throw new AadstsError(28002, {
      text: `Provided value for the input parameter scope '${plain(asked.join(' '))}' is not valid when requesting an access token: it names several resources.`,
    });
  }
  const identifier = parts[0]?.identifier ?? GRAPH;
  const resource = resourceOf(directory, identifier);
  const own = parts.filter((part) => directory.resource(part.identifier) === resource);
  return {
    resource,
    identifier,
    everything: own.some((part) => part.permission === '.default'),
    permissions: own.map((part) => part.permission).filter((permission) => permission !== '.default'),
    oidc,
    text: asked.join(' '),
  };
}

/** RFC 8707 `resource` must be the identifier by which the scopes name their owner (AADSTS9010010), a slash more or less. */
export function checkResource(scopes: ScopeRequest, resource: string | null): void {
  if (resource === null || bare(resource) === bare(scopes.identifier)) return;
  const byAppId = scopes.identifier === scopes.resource.appId;
  if (byAppId && scopes.resource.identifierUris[0] === bare(resource)) return;
  throw new AadstsError(9010010);
}

/** An app that asks for a token to itself names itself by its app id (AADSTS90009). */
export function checkSelf(client: Registration, scopes: ScopeRequest): void {
  if (client !== scopes.resource || scopes.identifier === client.appId) return;
  throw new AadstsError(90009, {
    text: `Application '${client.appId}'(${client.name}) is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.`,
  });
}

/** `scope` of the answer: granted permissions as the client would ask for them. */
export function answeredScopes(request: ScopeRequest, granted: readonly string[]): string {
  const own = granted.map((permission) => `${request.identifier}/${permission}`);
  const all = request.everything ? [`${request.identifier}/.default`] : [];
  const oidc = request.oidc.filter((scope) => scope !== 'offline_access');
  return [...oidc, ...own, ...all].join(' ');
}

function bare(uri: string): string {
  return uri.replace(/\/+$/, '');
}

/** Splits `<resource>/<permission>`; a bare permission is Microsoft Graph's. */
function split(scope: string): { identifier: string; permission: string } {
  if (!scope.includes('/')) return { identifier: GRAPH, permission: scope };
  const at = scope.lastIndexOf('/');
  return { identifier: scope.slice(0, at), permission: scope.slice(at + 1) };
}

function resourceOf(directory: Directory, identifier: string): Registration {
  const resource = directory.resource(identifier);
  if (resource) return resource;
  throw new AadstsError(500011, {
    text: `The resource principal named ${plain(identifier)} was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  });
}

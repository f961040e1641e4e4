import {
  type AuthModuleOptions,
  AuthOptionsError,
  type BearerStrategyName,
  type SignedIn,
} from './auth.options.js';
import { type Clock, SYSTEM_CLOCK } from './clock.js';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The options with defaults filled in, checked once and ready for the hot path.
 *
 * @example
 * const { audiences } = app.get(AuthPolicy); // audiences['2.0'].has(clientId) === true
 */
export class AuthPolicy {
  /** Without trailing slash. */
  readonly authorityHost: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly appIdUri: string;
  readonly allowedTenants: ReadonlySet<string>;
  readonly audiences: Readonly<Record<'1.0' | '2.0', ReadonlySet<string>>>;
  readonly requiredScope: string;
  /** Empty: any client. */
  readonly allowedClientApps: ReadonlySet<string>;
  /** Empty: any agent. */
  readonly allowedAgents: ReadonlySet<string>;
  readonly allowGuests: boolean;
  readonly isSignedOut: (caller: SignedIn) => boolean;
  readonly acceptV1Tokens: boolean;
  readonly clockSkewSeconds: number;
  readonly strategy: BearerStrategyName;
  readonly cache: { readonly maxEntries: number; readonly maxCharacters: number };
  readonly resourceMetadataUrl: (path: string) => string;
  readonly signInScopes: (path: string) => readonly string[];
  readonly fetch: typeof fetch;
  readonly clock: Clock;

  constructor(options: AuthModuleOptions) {
    const faults = faultsOf(options);
    if (faults.length > 0) throw new AuthOptionsError(faults);
    this.authorityHost = (options.authorityHost ?? 'https://login.microsoftonline.com').replace(/\/+$/, '');
    this.tenantId = options.tenantId.toLowerCase();
    this.clientId = options.clientId.toLowerCase();
    this.appIdUri = options.appIdUri ?? `api://${this.clientId}`;
    this.allowedTenants = lowerSet(options.allowedTenants?.length ? options.allowedTenants : [this.tenantId]);
    const extra = options.allowedAudiences ?? [];
    this.audiences = {
      '1.0': new Set([this.appIdUri, ...extra]),
      '2.0': new Set([this.clientId, ...extra]),
    };
    this.requiredScope = options.requiredScope ?? 'access_as_user';
    this.allowedClientApps = lowerSet(options.allowedClientApps ?? []);
    this.allowedAgents = lowerSet(options.allowedAgents ?? []);
    this.allowGuests = options.allowGuests ?? true;
    this.isSignedOut = options.isSignedOut ?? (() => false);
    this.acceptV1Tokens = options.acceptV1Tokens ?? true;
    this.clockSkewSeconds = options.clockSkewSeconds ?? 60;
    this.strategy = options.strategy ?? 'jose';
    this.cache = { maxEntries: 10_000, maxCharacters: 32 * 1024 * 1024, ...options.cache };
    const url = options.resourceMetadataUrl;
    this.resourceMetadataUrl = typeof url === 'function' ? url : () => url;
    this.signInScopes = options.signInScopes ?? (() => [this.requiredScope]);
    this.fetch = options.fetch ?? ((...args) => globalThis.fetch(...args));
    this.clock = options.clock ?? SYSTEM_CLOCK;
  }
}

/** True for `https` URLs, and for `http` URLs of a loopback host. */
export function isSecureOrLoopback(url: URL): boolean {
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

function lowerSet(values: readonly string[]): ReadonlySet<string> {
  return new Set(values.map((value) => value.toLowerCase()));
}

function faultsOf(options: AuthModuleOptions): readonly string[] {
  const skew = options.clockSkewSeconds ?? 60;
  const host = options.authorityHost ?? 'https://login.microsoftonline.com';
  return [
    guidFault('tenantId', options.tenantId),
    guidFault('clientId', options.clientId),
    ...(options.allowedTenants ?? []).map((tenant) => guidFault('allowedTenants', tenant)),
    ...(options.allowedClientApps ?? []).map((app) => guidFault('allowedClientApps', app)),
    ...(options.allowedAgents ?? []).map((agent) =>
      guidFault('allowedAgents', agent.replace(/^blueprint:/i, '')),
    ),
    skew >= 0 && skew <= 300 ? undefined : 'clockSkewSeconds must be a number from 0 to 300',
    hostFault(host),
    metadataFault(options.resourceMetadataUrl),
    /[\s"\\]/.test(options.requiredScope ?? '') ? 'requiredScope must be one scope name' : undefined,
    ['jose', 'passport-azure-ad', undefined].includes(options.strategy)
      ? undefined
      : 'strategy must be "jose" or "passport-azure-ad"',
  ].filter((fault) => fault !== undefined);
}

function guidFault(field: string, value: unknown): string | undefined {
  if (typeof value === 'string' && GUID.test(value.toLowerCase())) return undefined;
  return `${field} must be a GUID (a tenant or client id; not "common" or a domain name)`;
}

function hostFault(value: string): string | undefined {
  const url = URL.parse(value);
  if (url === null || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    return 'authorityHost must be an origin such as https://login.microsoftonline.com';
  }
  return isSecureOrLoopback(url) ? undefined : 'authorityHost must use https (http only for loopback hosts)';
}

function metadataFault(value: AuthModuleOptions['resourceMetadataUrl']): string | undefined {
  if (typeof value === 'function' || URL.canParse(value)) return undefined;
  return 'resourceMetadataUrl must be an absolute URL or a function that returns one';
}

/** The directory: tenants, people and app registrations, looked up as Entra looks them up. */
import {
  AGENT_USER,
  API_APP_ID,
  CONTOSO_TENANT_ID,
  DEMO_USERS,
  type DemoUser,
  FABRIKAM_TENANT_ID,
} from '../demo.js';
import { AadstsError } from './aadsts.js';
import { type Registration, TOKEN_EXCHANGE_AUDIENCE } from './registration.js';
import { registrations } from './registrations.js';

/** A tenant of the local cloud. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

/** Both tenants; the product's registrations live in the first and are known in the second. */
export const TENANTS: readonly Tenant[] = [
  { id: CONTOSO_TENANT_ID, name: 'Contoso', domain: 'contoso.example' },
  { id: FABRIKAM_TENANT_ID, name: 'Fabrikam', domain: 'fabrikam.example' },
];

/** Authorities that stand for "the tenant of whoever signs in". */
const SHARED_AUTHORITIES = new Set(['common', 'organizations']);

/** Finds tenants, people, clients and resources. */
export class Directory {
  readonly #origins: { url: string; productUrl: string };
  readonly registrations: Registration[] = [];
  /** How often the registrations were set back. */
  generation = 0;

  constructor(origins: { url: string; productUrl: string }) {
    this.#origins = origins;
    this.reset();
  }

  /** Forgets registrations that were added at run time. */
  reset(): void {
    this.generation += 1;
    this.registrations.splice(0, this.registrations.length, ...registrations(this.#origins));
  }

  /** The tenant a path segment names (GUID or domain), or AADSTS90002. */
  tenant(segment: string): Tenant {
    const wanted = segment.toLowerCase();
    const tenant = TENANTS.find((candidate) => candidate.id === wanted || candidate.domain === wanted);
    if (tenant) return tenant;
    if (SHARED_AUTHORITIES.has(wanted) && TENANTS[0]) return TENANTS[0];
    throw new AadstsError(90002, {
      text: `Tenant '${plain(segment)}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    });
  }

  /** The registration with this client id, or AADSTS700016. */
  client(clientId: string): Registration {
    const client = this.registrations.find(
      (app) => app.appId === clientId.toLowerCase() && !app.resourceOnly,
    );
    if (client) return client;
    throw new AadstsError(700016, {
      text: `Application with identifier '${plain(clientId)}' was not found in the directory.`,
    });
  }

  /** The registration with this app id, whatever it may be used for. */
  registered(appId: string): Registration | undefined {
    return this.registrations.find((app) => app.appId === appId.toLowerCase());
  }

  /** The registration an identifier URI or app id belongs to. A trailing slash names the same resource. */
  resource(identifier: string): Registration | undefined {
    const bare = identifier.replace(/\/+$/, '');
    // Libraries spell this one in two ways.
    if (bare.toLowerCase() === TOKEN_EXCHANGE_AUDIENCE.toLowerCase())
      return this.#exactly(TOKEN_EXCHANGE_AUDIENCE);
    return this.#exactly(bare) ?? this.#exactly(withoutLoopbackPort(bare));
  }

  #exactly(identifier: string): Registration | undefined {
    return this.registrations.find(
      (app) => app.appId === identifier || app.identifierUris.includes(identifier),
    );
  }

  /** Registers an app, or replaces its registration. */
  put(registration: Registration): void {
    const at = this.registrations.findIndex(({ appId }) => appId === registration.appId);
    if (at < 0) this.registrations.push(registration);
    else this.registrations[at] = registration;
  }

  /** Forgets an app. */
  remove(appId: string): void {
    const at = this.registrations.findIndex((app) => app.appId === appId);
    if (at >= 0) this.registrations.splice(at, 1);
  }

  /** Registers one more downstream API, and the permission of Torii's API to call it for its users. */
  addDownstream(resource: Registration): void {
    if (this.#exactly(resource.appId)) return;
    this.registrations.push(resource);
    const at = this.registrations.findIndex((app) => app.appId === API_APP_ID);
    const api = this.registrations[at];
    if (!api) return;
    const requiredAccess = { ...api.requiredAccess, [resource.appId]: resource.scopes };
    this.registrations[at] = { ...api, requiredAccess };
  }

  /** A person, or the account of an agent, by object id or user principal name. */
  account(wanted: { oid?: unknown; upn?: string }): DemoUser | undefined {
    const own = AGENT_USER.oid === wanted.oid || AGENT_USER.upn === wanted.upn?.toLowerCase();
    return own ? AGENT_USER : this.user(wanted);
  }

  user(wanted: { oid?: unknown; upn?: string; key?: string }): DemoUser | undefined {
    return DEMO_USERS.find(
      (user) => user.oid === wanted.oid || user.upn === wanted.upn?.toLowerCase() || user.key === wanted.key,
    );
  }

  /** Guests live in the other tenant; Contoso's own people are unknown to Fabrikam (AADSTS50020). */
  admit(user: DemoUser, tenant: Tenant): void {
    if (user.homeTenantId === tenant.id || user.key === 'guest') return;
    throw new AadstsError(50020, {
      text: `User account '${user.upn}' does not exist in tenant '${tenant.name}' and cannot access the application in that tenant.`,
    });
  }
}

/** What a caller sent, cut to what an error page may repeat. */
export function plain(text: string): string {
  return text.replace(/[^\w./:@ -]/g, '?').slice(0, 120);
}

/**
 * The product's own URL as identifier: on loopback addresses its port is of no account, as with redirect URIs,
 * so that a product on another port is still the same API.
 */
function withoutLoopbackPort(identifier: string): string {
  const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(\/.+)$/.exec(identifier);
  return loopback ? `http://localhost${loopback[1]}` : identifier;
}

/**
 * What the local Entra remembers about people: consents, Conditional Access policies, and the generation of
 * their sign-ins (a revocation begins a new one).
 */
import { DEMO_USERS, type DemoUser } from '../demo.js';
import type { Registration } from './registration.js';

/** A Conditional Access policy: this person needs MFA for this resource, or is kept out. */
export interface AccessPolicy {
  readonly id: string;
  readonly user: DemoUser['key'];
  readonly resource: string;
  readonly control: 'mfa' | 'block';
}

const SEARCH_POLICY: AccessPolicy = {
  id: '5eac4000-ca00-4000-8a00-000000000076',
  user: 'carla',
  resource: 'https://search.azure.com',
  control: 'mfa',
};

/** Consents, policies, revocations. */
export class Accounts {
  readonly #registrations: readonly Registration[];
  readonly #granted = new Set<string>();
  readonly #generations = new Map<string, number>();
  readonly #oldestTrusted = new Map<string, number>();
  #policies: AccessPolicy[] = [SEARCH_POLICY];

  constructor(registrations: readonly Registration[]) {
    this.#registrations = registrations;
    this.resetConsent();
  }

  /** Scopes of `resource` that the person or an administrator granted to `client`. */
  scopesFor(user: DemoUser, client: Registration, resource: Registration): string[] {
    const open = [
      ...(resource.preAuthorized?.[client.appId] ?? []),
      ...(client.adminConsented?.[resource.appId] ?? []),
    ];
    return resource.scopes.filter(
      (scope) => open.includes(scope) || this.#granted.has(key(user, client, resource.appId, scope)),
    );
  }

  /** Grants everything the client, and every API that knows the client, is registered for. */
  grantAll(user: DemoUser, client: Registration): void {
    for (const app of this.consentChain(client)) {
      for (const [resource, scopes] of Object.entries(app.requiredAccess ?? {})) {
        for (const scope of scopes) this.#granted.add(key(user, app, resource, scope));
      }
    }
  }

  /** Grants single permissions of one resource. */
  grant(user: DemoUser, client: Registration, resource: Registration, scopes: readonly string[]): void {
    for (const scope of scopes) this.#granted.add(key(user, client, resource.appId, scope));
  }

  /** Whether one of those permissions is still missing. */
  lacksConsent(user: DemoUser, client: Registration): boolean {
    return this.consentChain(client).some((app) =>
      Object.entries(app.requiredAccess ?? {}).some(([resource, scopes]) =>
        scopes.some((scope) => !this.#granted.has(key(user, app, resource, scope))),
      ),
    );
  }

  /** The client, and the APIs that list it as known client. */
  consentChain(client: Registration): Registration[] {
    const apis = this.#registrations.filter((app) => app.knownClients?.includes(client.appId));
    return [client, ...apis];
  }

  /** Forgets consents: everyone's back to the demo's start, or one person's to nothing. */
  resetConsent(user?: DemoUser): void {
    for (const entry of this.#granted) {
      if (!user || entry.startsWith(`${user.oid}|`)) this.#granted.delete(entry);
    }
    if (!user) this.grantToEveryoneButBen();
  }

  /** The people who consented at the start consent to what was registered since. */
  grantToEveryoneButBen(): void {
    for (const person of DEMO_USERS.filter((candidate) => candidate.key !== 'ben')) {
      for (const client of this.#registrations) this.grantAll(person, client);
    }
  }

  /** Number of the person's sign-in generation, which tokens and sessions of today carry. */
  generation(user: DemoUser): number {
    return this.#generations.get(user.oid) ?? 0;
  }

  /** Whether sign-ins of that generation were revoked. */
  isRevoked(user: DemoUser, generation: number): boolean {
    return generation < (this.#oldestTrusted.get(user.oid) ?? 0);
  }

  /** Revokes every session, refresh token and continuous-access token of the person. */
  revoke(user: DemoUser): void {
    const next = this.generation(user) + 1;
    this.#generations.set(user.oid, next);
    this.#oldestTrusted.set(user.oid, next);
  }

  /** Trusts again what was revoked. */
  forgetRevocations(): void {
    this.#oldestTrusted.clear();
  }

  policyFor(user: DemoUser, resource: Registration): AccessPolicy | undefined {
    return this.#policies.find(
      (policy) => policy.user === user.key && resource.identifierUris.includes(policy.resource),
    );
  }

  /** Policies and open consents, for `GET /_drill`. */
  state(): Record<string, unknown> {
    const waiting = DEMO_USERS.filter((user) =>
      this.#registrations.some((app) => this.lacksConsent(user, app)),
    );
    return { policies: this.#policies, withoutFullConsent: waiting.map(({ key: name }) => name) };
  }

  /** Adds policies to the demo's own; without an argument only the demo's own remain. */
  setPolicies(added: readonly AccessPolicy[] = []): void {
    this.#policies = [...added, SEARCH_POLICY];
  }
}

function key(user: DemoUser, client: Registration, resourceAppId: string, scope: string): string {
  return [user.oid, client.appId, resourceAppId, scope].join('|');
}

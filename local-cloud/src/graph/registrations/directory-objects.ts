/** Applications, service principals, grants and role assignments as Graph keeps them; what changes is published to Entra. */
import { randomUUID } from 'node:crypto';
import { servicePrincipalId } from '../../entra/grants/client-credentials.js';
import { MANAGED_IDENTITY_CLIENT_ID } from '../../demo.js';
import type { Entra } from '../../entra/entra.js';
import { MANAGED_IDENTITY_PRINCIPAL_ID } from '../../entra/registration.js';
import type { Json } from '../../text/json.js';
import { notFound } from '../graph-error.js';
import { applicationOf, type DirectoryObject, principalOf } from './seed.js';

/** Collections that this stand-in keeps. */
export type Collection =
  | 'applications'
  | 'servicePrincipals'
  | 'oauth2PermissionGrants'
  | 'appRoleAssignments'
  | 'federatedIdentityCredentials';

/** The objects. They are seeded from the registrations, and again after those were reset. */
export class DirectoryObjects {
  readonly #entra: Entra;
  readonly #objects = new Map<string, { readonly kind: Collection; readonly object: DirectoryObject }>();
  /** New objects that replicas do not show yet: how many requests still miss them. */
  readonly #hidden = new Map<string, number>();
  #generation = -1;

  constructor(entra: Entra) {
    this.#entra = entra;
  }

  /** Everything of a kind. */
  all(kind: Collection): readonly DirectoryObject[] {
    this.#seed();
    return [...this.#objects.values()].flatMap((entry) => (entry.kind === kind ? [entry.object] : []));
  }

  /** The object with this id or alternate key; 404 where there is none, or none to be seen yet. */
  get(kind: Collection, key: string, value: string): DirectoryObject {
    const found = this.find(kind, key, value);
    if (!found || this.#misses(found.id)) throw notFound(value);
    return found;
  }

  find(kind: Collection, key: string, value: string): DirectoryObject | undefined {
    return this.all(kind).find((object) => object[key] === value);
  }

  /** Whether a new object is not to be seen yet; counts down. */
  isMissed(id: string): boolean {
    return this.#misses(id);
  }

  add(kind: Collection, properties: Json): DirectoryObject {
    this.#seed();
    const object = { id: randomUUID(), ...properties };
    this.put(kind, object);
    const { graphLag } = this.#entra.context.drills;
    if (graphLag > 0) this.#hidden.set(object.id, graphLag);
    return object;
  }

  put(kind: Collection, object: DirectoryObject): void {
    this.#objects.set(object.id, { kind, object });
  }

  remove(id: string): void {
    this.#objects.delete(id);
  }

  #misses(id: string): boolean {
    const left = this.#hidden.get(id) ?? 0;
    if (left === 0) return false;
    this.#hidden.set(id, left - 1);
    return true;
  }

  #seed(): void {
    const { directory } = this.#entra;
    if (this.#generation === directory.generation) return;
    this.#generation = directory.generation;
    this.#objects.clear();
    this.#hidden.clear();
    for (const registration of directory.registrations) {
      if (!registration.resourceOnly) this.put('applications', applicationOf(directory, registration));
      const managed = registration.appId === MANAGED_IDENTITY_CLIENT_ID;
      const id = managed ? MANAGED_IDENTITY_PRINCIPAL_ID : servicePrincipalId(registration.appId);
      this.put('servicePrincipals', principalOf(registration, id));
    }
  }
}

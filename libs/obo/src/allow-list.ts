import type { ExchangeRequest } from './exchange.types.js';
import { OboError } from './obo.error.js';

/** What an exchange asks the authority for. */
export interface ExchangeTarget {
  readonly resource: string;
  /** Fully qualified, sorted. */
  readonly scopes: readonly string[];
}

/** Which resources and scopes may be asked for; strings are compared exactly, character by character. */
export interface AllowListOptions {
  /** Resource URIs that anybody may ask for. */
  readonly allowedResources: readonly string[];
  /** Fully qualified scopes allowed beside them, for example `https://graph.microsoft.com/User.Read`. */
  readonly allowedScopes?: readonly string[];
  /** Consumer name -> resource URIs that only this consumer may ask for. */
  readonly additionalResources?: Readonly<Record<string, readonly string[]>>;
}

/**
 * The allow-list: decides, without any network call, what an exchange may ask for. A resource that is known
 * only by allowed scopes (Graph) is asked for with just those scopes, never with `.default`.
 */
export class AllowList {
  readonly #resources: ReadonlySet<string>;
  readonly #scopes: ReadonlySet<string>;
  readonly #byResource = new Map<string, string[]>();
  readonly #byConsumer: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(options: AllowListOptions) {
    this.#resources = new Set(options.allowedResources);
    this.#scopes = new Set(options.allowedScopes);
    for (const scope of [...this.#scopes].sort()) {
      const resource = resourceOf(scope);
      this.#byResource.set(resource, [...(this.#byResource.get(resource) ?? []), scope]);
    }
    const additional = Object.entries(options.additionalResources ?? {});
    this.#byConsumer = new Map(additional.map(([consumer, resources]) => [consumer, new Set(resources)]));
  }

  /**
   * Turns a request into what is asked for.
   * @throws OboError `resource_not_allowed`
   */
  target(request: ExchangeRequest): ExchangeTarget {
    const { resource, scopes, consumer } = request;
    if (typeof resource === 'string' && scopes === undefined) return this.#whole(resource, consumer);
    if (resource === undefined && Array.isArray(scopes) && scopes.length > 0) return this.#named(scopes);
    throw new OboError('resource_not_allowed');
  }

  #whole(resource: string, consumer: string | undefined): ExchangeTarget {
    const own = consumer === undefined ? undefined : this.#byConsumer.get(consumer);
    if (this.#resources.has(resource) || own?.has(resource)) {
      return { resource, scopes: [`${resource}/.default`] };
    }
    const scopes = this.#byResource.get(resource);
    if (scopes !== undefined) return { resource, scopes };
    throw new OboError('resource_not_allowed', { resource });
  }

  #named(scopes: readonly unknown[]): ExchangeTarget {
    const sorted = [...new Set(scopes.map(String))].sort();
    const resource = resourceOf(sorted[0] ?? '');
    const allowed = sorted.every((scope) => this.#scopes.has(scope) && resourceOf(scope) === resource);
    if (!allowed) throw new OboError('resource_not_allowed', { resource });
    return { resource, scopes: sorted };
  }
}

/** Resource part of a fully qualified scope: everything before the last slash. */
function resourceOf(scope: string): string {
  return scope.slice(0, Math.max(0, scope.lastIndexOf('/')));
}

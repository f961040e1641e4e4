import type { ExchangeRequest } from './exchange.types.js';
import { OboError } from './errors/obo.error.js';

/** What an exchange asks the authority for. */
export interface ExchangeTarget {
  readonly resource: string;
  /** Fully qualified, sorted. */
  readonly scopes: readonly string[];
  /** The scopes as one text, for cache keys. */
  readonly key: string;
}

/** Longest resource that an error or an event names, in characters: what is longer may be a token in the wrong place. */
export const LONGEST_REPEATED = 512;

type Targets = ReadonlyMap<string, ExchangeTarget>;

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
  readonly #open: Targets;
  readonly #byConsumer: ReadonlyMap<string, Targets>;
  readonly #scopes: ReadonlySet<string>;

  constructor({ allowedResources, allowedScopes = [], additionalResources = {} }: AllowListOptions) {
    this.#scopes = new Set(allowedScopes);
    const byScope = Map.groupBy(allowedScopes, resourceOf);
    this.#open = new Map([
      ...[...byScope].map(([resource, scopes]) => [resource, targetOf(resource, scopes)] as const),
      ...wholeTargets(allowedResources),
    ]);
    this.#byConsumer = new Map(
      Object.entries(additionalResources).map(([name, resources]) => [name, wholeTargets(resources)]),
    );
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
    const own = consumer === undefined ? undefined : this.#byConsumer.get(consumer)?.get(resource);
    const target = own ?? this.#open.get(resource);
    if (target === undefined) throw notAllowed(resource);
    return target;
  }

  #named(scopes: readonly unknown[]): ExchangeTarget {
    const texts = scopes.map(String);
    const resource = resourceOf(texts[0] ?? '');
    const allowed = texts.every((scope) => this.#scopes.has(scope) && resourceOf(scope) === resource);
    if (!allowed) throw notAllowed(resource);
    return targetOf(resource, texts);
  }
}

/** Nothing of any length is repeated to the caller or a model. */
function notAllowed(resource: string): OboError {
  return new OboError('resource_not_allowed', resource.length > LONGEST_REPEATED ? {} : { resource });
}

function targetOf(resource: string, scopes: readonly string[]): ExchangeTarget {
  const sorted = [...new Set(scopes)].sort();
  return { resource, scopes: sorted, key: sorted.join(' ') };
}

function wholeTargets(resources: readonly string[]): Targets {
  return new Map(resources.map((resource) => [resource, targetOf(resource, [`${resource}/.default`])]));
}

/** Resource part of a fully qualified scope: everything before the last slash. */
function resourceOf(scope: string): string {
  return scope.slice(0, Math.max(0, scope.lastIndexOf('/')));
}

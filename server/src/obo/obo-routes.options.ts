import type { TokenInspectorLevel } from '#libs/contract';

/** Options of `OboRoutesModule`. */
export interface OboRoutesOptions {
  /** What callers may see of their tokens. */
  readonly tokenInspector: TokenInspectorLevel;
  /** Allow-list of resource URIs, in the configured order. */
  readonly targetAudiences: readonly string[];
  /** Microsoft Graph as a resource, always allowed for `User.Read`. */
  readonly graphEndpoint: string;
}

/** Injection token of {@link OboRoutesOptions}. */
export const OBO_ROUTES_OPTIONS = Symbol('OBO_ROUTES_OPTIONS');

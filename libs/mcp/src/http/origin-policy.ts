/**
 * Origin check against DNS rebinding (MCP transports, security warning): requests without `Origin` do not come from a
 * browser page; those with one must come from our own origin or a configured one.
 */
export class OriginPolicy {
  readonly #allowed: ReadonlySet<string>;

  constructor(resource: string, origins: readonly string[] = []) {
    this.#allowed = new Set([resource, ...origins].map((url) => new URL(url).origin));
  }

  allows(origin: string | undefined): boolean {
    return origin === undefined || this.#allowed.has(origin);
  }
}

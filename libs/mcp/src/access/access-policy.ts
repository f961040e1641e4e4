import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import type { McpModuleOptions } from '../mcp.options.js';
import type { Catalogue, Need } from '../registry/entries.js';
import { McpConfigurationError } from '../mcp-error.js';
import { bearerChallenge, HttpChallenge } from './http-challenge.js';

/** A caller as the endpoint knows it for one request. */
export interface Principal {
  readonly caller: unknown;
  /** Empty where there is none. */
  readonly id: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}

type Options = Pick<
  McpModuleOptions,
  'caller' | 'callerId' | 'scopesOf' | 'rolesOf' | 'qualifyScope' | 'resource' | 'authorizationServers'
>;

/** Decides who may use what. The only place that compares scopes and roles. */
export class AccessPolicy {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Reads the principal of a caller that the module's `caller` option gave. */
  principal(caller: unknown): Principal {
    const known = caller !== undefined && caller !== null;
    return {
      caller,
      id: known ? (this.#options.callerId?.(caller) ?? '') : '',
      scopes: known ? (this.#options.scopesOf?.(caller) ?? []) : [],
      roles: known ? (this.#options.rolesOf?.(caller) ?? []) : [],
    };
  }

  allows(need: Need, principal: Principal): boolean {
    if (need.free) return true;
    return (
      need.scopes.every((scope) => principal.scopes.includes(scope)) &&
      (need.roles.length === 0 || need.roles.some((role) => principal.roles.includes(role)))
    );
  }

  /**
   * The refusal for a caller that lacks something, or `undefined`. Names all scopes of the operation, fully
   * qualified, as a client must ask for the union at once (MCP 2026-07-28 authorization, scope challenge handling).
   */
  refusal(need: Need, principal: Principal): HttpChallenge | undefined {
    if (this.allows(need, principal)) return undefined;
    const scopes = need.scopes.map((scope) => this.qualify(scope));
    const detail =
      need.scopes.every((scope) => principal.scopes.includes(scope)) && need.roles.length > 0
        ? `This operation needs one of the roles ${need.roles.join(', ')}.`
        : `This operation needs the scope ${scopes.join(' ')}.`;
    return new HttpChallenge({
      code: 'insufficient_scope',
      status: 403,
      detail,
      scopes,
      ...(need.roles.length > 0 && { roles: need.roles }),
      challenge: bearerChallenge({
        error: 'insufficient_scope',
        error_description: detail,
        scope: scopes.length > 0 ? scopes.join(' ') : undefined,
        resource_metadata: this.metadataUrl(),
      }),
    });
  }

  qualify(scope: string): string {
    return this.#options.qualifyScope?.(scope) ?? scope;
  }

  /** URL of the protected resource metadata (RFC 9728 section 3.1), where it is served. */
  metadataUrl(): string | undefined {
    if ((this.#options.authorizationServers ?? []).length === 0) return undefined;
    return getOAuthProtectedResourceMetadataUrl(new URL(this.#options.resource));
  }

  /** Fails closed: something scoped without a way to know the caller is a fault of the application, not an open door. */
  checkReachable(catalogue: Catalogue): void {
    const entries = [catalogue.tools, catalogue.prompts, catalogue.resources, catalogue.templates];
    for (const { need, handler } of entries.flatMap((map) => [...map.values()])) {
      const missing =
        need.free || this.#options.caller === undefined
          ? need.free
            ? undefined
            : 'caller'
          : need.scopes.length > 0 && this.#options.scopesOf === undefined
            ? 'scopesOf'
            : need.roles.length > 0 && this.#options.rolesOf === undefined
              ? 'rolesOf'
              : undefined;
      if (missing === undefined) continue;
      throw new McpConfigurationError(
        `${handler.type.name}.${handler.method}() needs scopes or roles, but McpModule has no option "${missing}": nobody could be checked`,
      );
    }
  }
}

import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { MCP_OPTIONS, type McpModuleOptions } from '../mcp.options.js';
import { McpRuntime } from '../mcp.runtime.js';
import { scopesOf } from '../registry/catalogue.js';

type Document = Readonly<Record<string, unknown>>;

/**
 * The discovery documents. Everything in them comes from options and declarations, nothing from a request.
 *
 * @example
 * const scope = app.get(McpMetadata).scopes().join(' '); // for the challenge of a 401
 */
@Injectable()
export class McpMetadata {
  readonly #options: McpModuleOptions;
  readonly #runtime: McpRuntime;

  constructor(@Inject(MCP_OPTIONS) options: McpModuleOptions, runtime: McpRuntime) {
    this.#options = options;
    this.#runtime = runtime;
  }

  /** Short names of the scopes that something here needs; known once the application has started. */
  needed(): readonly string[] {
    return scopesOf(this.#runtime.catalogue);
  }

  /** What a client should sign in for, in full names: the option `scopesSupported`, or every scope that something here needs. */
  scopes(): readonly string[] {
    const scopes = this.#options.scopesSupported ?? scopesOf(this.#runtime.catalogue);
    return scopes.map((scope) => this.#options.qualifyScope?.(scope) ?? scope);
  }

  /** RFC 9728 section 2. */
  protectedResource(): Document {
    const { authorizationServers, resource, title, name, documentation } = this.#options;
    if (authorizationServers === undefined || authorizationServers.length === 0)
      throw new NotFoundException();
    return {
      resource,
      authorization_servers: authorizationServers,
      scopes_supported: this.scopes(),
      bearer_methods_supported: ['header'],
      resource_name: title ?? name,
      ...(documentation !== undefined && { resource_documentation: documentation }),
    };
  }
}

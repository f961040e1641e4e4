import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { MCP_OPTIONS, type McpModuleOptions } from '../mcp.options.js';

type Document = Readonly<Record<string, unknown>>;

/** The discovery documents. Everything in them comes from options, nothing from a request. */
@Injectable()
export class McpMetadata {
  readonly #options: McpModuleOptions;

  constructor(@Inject(MCP_OPTIONS) options: McpModuleOptions) {
    this.#options = options;
  }

  /** RFC 9728 section 2. */
  protectedResource(): Document {
    const { authorizationServers, resource, title, name, documentation } = this.#options;
    if (authorizationServers === undefined || authorizationServers.length === 0)
      throw new NotFoundException();
    const scopes = this.#options.scopesSupported ?? this.#options.baseScopes ?? [];
    return {
      resource,
      authorization_servers: authorizationServers,
      scopes_supported: scopes.map((scope) => this.#options.qualifyScope?.(scope) ?? scope),
      bearer_methods_supported: ['header'],
      resource_name: title ?? name,
      ...(documentation !== undefined && { resource_documentation: documentation }),
    };
  }
}

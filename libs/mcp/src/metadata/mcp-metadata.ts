import { Inject, Injectable, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { MCP_OPTIONS, type McpModuleOptions } from '../mcp.options.js';

const TIMEOUT_MS = 5000;
const LIFE_MS = 3_600_000;

type Document = Readonly<Record<string, unknown>>;

/** The discovery documents. Everything in them comes from options, nothing from a request. */
@Injectable()
export class McpMetadata {
  #copy: { readonly document: Document; readonly until: number } | undefined;

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

  /**
   * The authorization server's own document with PKCE added, as Entra supports S256 without announcing it, and strict
   * clients then refuse to start (MCP authorization, PKCE). Kept for an hour; an outage serves the last copy.
   */
  async authorizationServer(): Promise<Document> {
    const url = this.#options.mirrorAuthorizationServer;
    if (url === undefined) throw new NotFoundException();
    if (this.#copy !== undefined && this.#copy.until > Date.now()) return this.#copy.document;
    try {
      this.#copy = { document: await fetchDocument(url), until: Date.now() + LIFE_MS };
    } catch (cause) {
      if (this.#copy === undefined) {
        throw new ServiceUnavailableException('The authorization server cannot be reached', { cause });
      }
    }
    return this.#copy.document;
  }
}

async function fetchDocument(url: string): Promise<Document> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const document = (await response.json()) as Document;
  return { ...document, code_challenge_methods_supported: ['S256'] };
}

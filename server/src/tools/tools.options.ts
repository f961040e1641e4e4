/** Options of the tools. */
export interface ToolsOptions {
  /** Allow-list of resource URIs; its first entry is what `get_azure_ai_search_token` asks for. */
  readonly targetAudiences: readonly string[];
  /** Whether results may hold the claims of an exchanged token (`TOKEN_INSPECTOR`). */
  readonly showClaims: boolean;
  /** `search_documents` exists only where a search service is configured. */
  readonly search: boolean;
}

/** Injection token of {@link ToolsOptions}. */
export const TOOLS_OPTIONS = Symbol('TOOLS_OPTIONS');

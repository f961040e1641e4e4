/** Options of the tools. */
export interface ToolsOptions {
  /** Allow-list of resource URIs; its first entry is what `get_azure_ai_search_token` asks for. */
  readonly targetAudiences: readonly string[];
  /** `search_documents` exists only where a search service is configured. */
  readonly search: boolean;
}

/** Token of `ToolsOptions.targetAudiences`. */
export const TARGET_AUDIENCES = Symbol('TARGET_AUDIENCES');

import type { IdentityPolicy } from './identity-checks.js';

/** What the tools are told by the composition root. */
export interface ToolsOptions {
  readonly policy: IdentityPolicy;
  /** Allow-list of resource URIs; its first entry is what `get_azure_ai_search_token` asks for. */
  readonly targetAudiences: readonly string[];
  /** `search_documents` exists only where a search service is configured. */
  readonly search: boolean;
}

/** Token of `ToolsOptions.policy`. */
export const IDENTITY_POLICY = Symbol('IDENTITY_POLICY');
/** Token of `ToolsOptions.targetAudiences`. */
export const TARGET_AUDIENCES = Symbol('TARGET_AUDIENCES');

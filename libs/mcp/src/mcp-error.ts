/**
 * Codes of the errors that this library throws itself.
 *
 * @example
 * const code: McpErrorCode = 'insufficient_scope';
 */
export type McpErrorCode =
  | 'mcp_configuration'
  | 'insufficient_scope'
  | 'elicitation_unavailable'
  | 'elicitation_declined'
  | 'forbidden';

/**
 * A fault in how tools, prompts, resources or the module are declared. Thrown while the application starts, never
 * later; the message names class, method and the way out.
 *
 * @example
 * await app.init().catch((error) => error instanceof McpConfigurationError && exit(error.message));
 */
export class McpConfigurationError extends Error {
  readonly code = 'mcp_configuration' satisfies McpErrorCode;
  override readonly name = 'McpConfigurationError';
}

/**
 * A failure of a tool, with what the model should do next. Reaches the client as a result with `isError: true`,
 * `message` as its text and `{ code, ...details }` as its `structuredContent`.
 *
 * @example
 * throw new ToolError('note_not_found', 'List the notes to find the right id.', { id });
 */
export class ToolError extends Error {
  override readonly name = 'ToolError';

  /**
   * @param code stable and machine readable, for example `note_not_found`
   * @param message the next step, for a model and for a person
   * @param details further public facts; never a token or a secret
   */
  constructor(
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Under which Nest knows the module's options. */
export const MCP_OPTIONS = Symbol.for('torii.mcp.options');

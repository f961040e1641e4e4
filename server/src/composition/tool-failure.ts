import { type CallToolResult, errorResult } from '#libs/mcp';

/** A failed tool: the next step in words, and the facts that are known for a program. */
export function toolFailure(text: string, facts: Readonly<Record<string, unknown>>): CallToolResult {
  return errorResult(
    text,
    Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
  );
}

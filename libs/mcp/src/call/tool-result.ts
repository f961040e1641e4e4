import {
  isInputRequiredResult,
  type CallToolResult,
  type InputRequiredResult,
} from '@modelcontextprotocol/server';

/** Turns what a tool method returned into a result: a string, an object, a whole result, or nothing. */
export function toToolResult(returned: unknown): CallToolResult | InputRequiredResult {
  if (returned === undefined || returned === null) return { content: [] };
  if (typeof returned === 'string') return { content: [{ type: 'text', text: returned }] };
  if (typeof returned !== 'object') return structured(returned);
  if (isInputRequiredResult(returned)) return returned;
  if (isWholeResult(returned)) return returned;
  return structured(returned);
}

/**
 * A failed call: `text` says the next step, `facts` is for programs.
 *
 * @example
 * errorResult('Ask for fewer documents.', { code: 'too_many', limit: 20 });
 */
export function errorResult(text: string, facts?: Readonly<Record<string, unknown>>): CallToolResult {
  return {
    isError: true,
    content: [{ type: 'text', text }],
    ...(facts !== undefined && { structuredContent: { ...facts } }),
  };
}

/** A failure whose structure carries its text too (`message`), as some clients show the model only one of them. */
export function withMessage(result: CallToolResult): CallToolResult {
  const facts = result.structuredContent;
  const text = result.content.find((block) => block.type === 'text')?.text;
  if (!isFacts(facts) || 'message' in facts || text === undefined) return result;
  return { ...result, structuredContent: { ...facts, message: text } };
}

/** Older clients read only the text, so the structure stands there as well (MCP tools, structured content). */
function structured(value: unknown): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(value) }],
    structuredContent: value as CallToolResult['structuredContent'],
  };
}

function isWholeResult(value: object): value is CallToolResult {
  return 'content' in value && Array.isArray(value.content) && value.content.every(isBlock);
}

function isFacts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBlock(block: unknown): boolean {
  return typeof (block as { type?: unknown } | null)?.type === 'string';
}

/** Answers of foreign MCP servers, mended so that one odd member costs no more than itself. */
import { isSpecType } from '@modelcontextprotocol/client';

type Json = Readonly<Record<string, unknown>>;

/** A tool that a chat does without, and why; the reason is one of a fixed list. */
export interface LeftOutTool {
  readonly name: string;
  readonly reason: LeftOutReason;
}

/** Tools of one server that a run goes without. */
export interface LeftOut {
  readonly server: string;
  readonly tools: readonly LeftOutTool[];
}

export type LeftOutReason =
  | 'invalid_definition'
  | 'name_too_long'
  | 'schema_too_deep'
  | 'schema_too_large'
  | 'too_many_tools'
  | 'too_many_pages'
  | 'refused_by_model';

/** Stands for tools whose names were not read. */
export const UNREAD = '*';

/** Longest name that is repeated, in characters. */
const MAX_REPEATED = 128;
/** Longest odd content block that is passed on as text, in characters. */
const MAX_ODD_BLOCK = 2000;
/** Members of a tool that it can do without. */
const OPTIONAL = ['annotations', 'outputSchema', 'icons', '_meta', 'execution', 'title', 'description'];

/** The tools of a page that can be used, with what had to be left out. */
export function mendTools(listed: readonly unknown[]): { tools: Json[]; leftOut: LeftOutTool[] } {
  const tools: Json[] = [];
  const leftOut: LeftOutTool[] = [];
  for (const one of listed) {
    const tool = mendTool(one);
    if (tool !== undefined) tools.push(tool);
    else leftOut.push({ name: nameOf(one), reason: 'invalid_definition' });
  }
  return { tools, leftOut };
}

/** A result of `tools/call` whose odd members became text or are gone: the call itself was made. */
export function mendResult(result: Json): Json {
  const { content, structuredContent, isError, _meta, ...rest } = result;
  return {
    ...rest,
    content: (Array.isArray(content) ? content : content == null ? [] : [content]).map(mendBlock),
    ...(structuredContent == null ? {} : { structuredContent }),
    ...(isError === true || isError === 'true' ? { isError: true } : {}),
    ...(isJson(_meta) ? { _meta } : {}),
  };
}

/** A name as it may be shown: a foreign server's text, cut. */
export function nameOf(tool: unknown): string {
  const name = isJson(tool) ? tool['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name.slice(0, MAX_REPEATED) : UNREAD;
}

function mendTool(tool: unknown): Json | undefined {
  if (isSpecType.Tool(tool)) return tool;
  if (!isJson(tool) || typeof tool['name'] !== 'string' || tool['name'] === '') return undefined;
  const { name } = tool;
  const bare = { name, inputSchema: { type: 'object' } };
  const fit = Object.entries(tool).filter(
    ([key, value]) => !OPTIONAL.includes(key) || isSpecType.Tool({ ...bare, [key]: value }),
  );
  const { inputSchema } = tool;
  const schema =
    inputSchema == null || isJson(inputSchema) ? { ...inputSchema, type: 'object' } : inputSchema;
  const mended = { ...Object.fromEntries(fit), inputSchema: schema };
  return isSpecType.Tool(mended) ? mended : undefined;
}

function mendBlock(block: unknown): unknown {
  if (isSpecType.ContentBlock(block)) return block;
  const said = isJson(block) ? block['text'] : block;
  const text = typeof said === 'string' ? said : (JSON.stringify(block) ?? '').slice(0, MAX_ODD_BLOCK);
  return { type: 'text', text };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

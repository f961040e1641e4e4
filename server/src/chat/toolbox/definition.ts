/** From a listed tool to a {@link Tool}, within bounds: a foreign server may be hostile. */
import { createHash } from 'node:crypto';
import type { LeftOutReason, LeftOutTool } from './mend-answer.js';
import { modelSchema } from './model-schema.js';
import type { Tool, ToolAnnotations } from './tool.js';

/** A tool as `tools/list` gives it. */
export interface ListedTool {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly annotations?: ToolAnnotations;
  readonly _meta?: Readonly<Record<string, unknown>>;
}

const MAX_NAME = 128;
const MAX_TITLE = 80;
const MAX_DESCRIPTION = 1024;
const MAX_SCHEMA_CHARS = 32 * 1024;
/** Levels of JSON; a filter that nests 15 times has up to six for each. */
const MAX_SCHEMA_DEPTH = 128;
const MODEL_NAME = 64;

/** The model's view of a tool, or why it is left out: its definition is beyond bounds. */
export function readTool(server: string, listed: ListedTool, foreign: boolean): Tool | LeftOutTool {
  const reason = beyondBounds(listed);
  if (reason !== undefined) return { name: listed.name.slice(0, MAX_NAME), reason };
  const { title, readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = listed.annotations ?? {};
  const annotations = defined({ title, readOnlyHint, destructiveHint, idempotentHint, openWorldHint });
  const description = cut(listed.description ?? '', MAX_DESCRIPTION);
  const { inputSchema, name } = listed;
  // A foreign server would be given the arguments before the person has decided.
  const preview = foreign ? undefined : listed._meta?.['torii/preview'];
  return {
    server,
    name,
    title: cut(listed.title ?? title ?? name, MAX_TITLE),
    description,
    inputSchema,
    parameters: modelSchema(inputSchema),
    annotations,
    definitionHash: sha256(
      JSON.stringify([name, listed.title, listed.description, inputSchema, annotations]),
    ),
    modelName: modelName(server, name),
    ...(typeof preview === 'string' ? { preview } : {}),
    foreign,
  };
}

/** `server__tool`, in the letters and the length that model services take. */
export function modelName(server: string, name: string): string {
  const clean = (text: string): string => text.replace(/[^a-zA-Z0-9_-]+/g, '_');
  return `${clean(server).toLowerCase()}__${clean(name)}`.slice(0, MODEL_NAME);
}

/** Two tools may end up with one name: later ones get a number, deterministically. */
export function withUniqueNames(tools: readonly Tool[]): Tool[] {
  const taken = new Set<string>();
  return tools.map((tool) => {
    let name = tool.modelName;
    for (let n = 2; taken.has(name); n++) name = `${tool.modelName.slice(0, MODEL_NAME - 4)}_${n}`;
    taken.add(name);
    return name === tool.modelName ? tool : { ...tool, modelName: name };
  });
}

/** SHA-256, hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function beyondBounds({ name, inputSchema }: ListedTool): LeftOutReason | undefined {
  if (name.length > MAX_NAME) return 'name_too_long';
  if (!isShallow(inputSchema, MAX_SCHEMA_DEPTH)) return 'schema_too_deep';
  return JSON.stringify(inputSchema).length > MAX_SCHEMA_CHARS ? 'schema_too_large' : undefined;
}

/** Looks no deeper than allowed: deeper down the stack itself would be at risk. */
function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner: unknown) => isShallow(inner, levels - 1));
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

function defined(hints: Record<keyof ToolAnnotations, unknown>): ToolAnnotations {
  return Object.fromEntries(Object.entries(hints).filter(([, value]) => value !== undefined));
}

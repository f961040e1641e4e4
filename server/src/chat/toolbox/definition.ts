/** From a listed tool to a {@link Tool}, within bounds: a foreign server may be hostile. */
import { createHash } from 'node:crypto';
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
const MAX_SCHEMA_CHARS = 16 * 1024;
const MAX_SCHEMA_DEPTH = 12;
const MODEL_NAME = 64;

/** The model's view of a tool, or `undefined` where its definition is beyond bounds. */
export function toTool(server: string, listed: ListedTool, foreign: boolean): Tool | undefined {
  if (listed.name.length > MAX_NAME || !withinBounds(listed.inputSchema)) return undefined;
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

function withinBounds(schema: unknown): boolean {
  return isShallow(schema, MAX_SCHEMA_DEPTH) && JSON.stringify(schema).length <= MAX_SCHEMA_CHARS;
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

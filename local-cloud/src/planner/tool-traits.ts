/** What a tool is, read from its name, description and schema. Never from a list of known tools. */
import type { JsonSchema, OfferedTool } from './conversation.js';
import { actionOfTool, isWriting } from './actions.js';
import { subjectsOf } from './lexicon.js';
import { splitName, stems } from '../text/words.js';

export interface ToolTraits {
  readonly tool: OfferedTool;
  /** The description without a note that a chat put before it. */
  readonly description: string;
  /** The name without the server's prefix, as words. */
  readonly localName: string;
  /** The server's prefix (`torii` of `torii__search_documents`), empty without one. */
  readonly server: string;
  readonly nameStems: ReadonlySet<string>;
  readonly descriptionStems: ReadonlySet<string>;
  readonly nameSubjects: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
  readonly action: string | undefined;
  /** Changes something. */
  readonly writes: boolean;
  /** Name of the parameter that takes a search text, if any. */
  readonly queryParameter: string | undefined;
  /** Name of a required parameter that takes a URL of a page, if any. */
  readonly urlParameter: string | undefined;
}

const QUERY_NAME = /^(?:q|query|question|search|search_?text|search_?query|keywords?|terms?|prompt|topic)$/i;
const URL_NAME = /^(?:url|link|href|page_?url|web_?url)$/i;

/** Whether a schema accepts a string. */
export function takesString(schema: JsonSchema): boolean {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.includes('string')) return true;
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(takesString);
}

/** Splits `server__tool` (also `mcp__server__tool`) into server and tool. */
export function splitServer(name: string): { readonly server: string; readonly local: string } {
  const at = name.lastIndexOf('__');
  return at > 0 && at + 2 < name.length
    ? { server: name.slice(0, at), local: name.slice(at + 2) }
    : { server: '', local: name };
}

/** A chat's own note before a description, in brackets: whose words they are. */
const NOTE = /^\s*\[[^\]]*\]\s*/;

const PROPER: Readonly<Record<string, string>> = {
  ai: 'AI',
  api: 'API',
  azure: 'Azure',
  id: 'ID',
  mcp: 'MCP',
  microsoft: 'Microsoft',
  obo: 'OBO',
  url: 'URL',
};

/** A tool's name as people read it: `get_azure_ai_search_token` is "Get Azure AI search token". */
export function toolTitle(localName: string): string {
  const title = localName
    .split(' ')
    .map((word) => PROPER[word.toLowerCase()] ?? word)
    .join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** Reads a tool's traits. */
export function traitsOf(tool: OfferedTool): ToolTraits {
  const { server, local } = splitServer(tool.name);
  const localName = splitName(local);
  const description = tool.description.replace(NOTE, '');
  const action = actionOfTool(localName, description);
  const parameters = Object.entries(tool.parameters.properties ?? {})
    .map(
      ([name, schema]) => `${splitName(name)} ${schema.description ?? ''} ${(schema.enum ?? []).join(' ')}`,
    )
    .join(' ');
  const required = new Set(tool.parameters.required ?? []);
  const url = findParameter(tool, isPageUrl);
  return {
    tool,
    localName,
    description,
    server,
    nameStems: new Set(stems(localName)),
    descriptionStems: new Set(stems(`${splitName(server)} ${description} ${parameters}`)),
    nameSubjects: subjectsOf(localName),
    subjects: subjectsOf(`${splitName(server)} ${localName} ${description}`),
    action,
    writes: isWriting(action),
    queryParameter: findParameter(tool, (name) => QUERY_NAME.test(name)),
    urlParameter: url !== undefined && required.has(url) ? url : undefined,
  };
}

function findParameter(
  tool: OfferedTool,
  test: (name: string, schema: JsonSchema) => boolean,
): string | undefined {
  const properties = Object.entries(tool.parameters.properties ?? {});
  return properties.find(([name, schema]) => takesString(schema) && !schema.enum && test(name, schema))?.[0];
}

function isPageUrl(name: string, schema: JsonSchema): boolean {
  return URL_NAME.test(name) || (schema.format === 'uri' && /url|link/i.test(name));
}

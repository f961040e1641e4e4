import type { Requirement } from '../declare/declaration.js';
import { McpConfigurationError } from '../mcp-error.js';
import { prepareInput, prepareOutput } from '../schema/prepare-schema.js';
import type { JsonSchema } from '../schema/tool-schema.js';
import type {
  Catalogue,
  CompleterEntry,
  Need,
  PromptEntry,
  ResourceEntry,
  TemplateEntry,
  ToolEntry,
} from './entries.js';
import type { Found } from './handlers.js';

/** `tools/call` names, SEP-986. */
const NAME = /^[A-Za-z0-9_.-]{1,128}$/;

/**
 * Checks every declaration and prepares what requests need. Throws `McpConfigurationError` on doubles, bad names and
 * missing descriptions, naming class and method.
 */
export function buildCatalogue(found: readonly Found[], baseScopes: readonly string[]): Catalogue {
  const tools = new Map<string, ToolEntry>();
  const prompts = new Map<string, PromptEntry>();
  const resources = new Map<string, ResourceEntry>();
  const templates = new Map<string, TemplateEntry>();
  const completers: CompleterEntry[] = [];
  for (const { declaration, handler } of found) {
    const where = `${handler.type.name}.${handler.method}()`;
    switch (declaration.kind) {
      case 'tool': {
        const { options } = declaration;
        checkNamed(options, where);
        const input = prepareInput(options.input, `${where}: input of tool "${options.name}"`);
        const output =
          options.output && prepareOutput(options.output, `${where}: output of tool "${options.name}"`);
        const mirrorsHeaders = mentionsHeader(input.json);
        add(
          tools,
          options.name,
          { options, handler, need: needOf(options, baseScopes), input, output, mirrorsHeaders },
          where,
        );
        break;
      }
      case 'prompt': {
        const { options } = declaration;
        checkNamed(options, where);
        const args =
          options.arguments &&
          prepareInput(options.arguments, `${where}: arguments of prompt "${options.name}"`);
        add(prompts, options.name, { options, handler, need: needOf(options, baseScopes), args }, where);
        break;
      }
      case 'resource': {
        const { options } = declaration;
        if (!URL.canParse(options.uri))
          throw new McpConfigurationError(`${where}: "${options.uri}" is not a URI`);
        add(resources, options.uri, { options, handler, need: needOf(options, baseScopes) }, where);
        break;
      }
      case 'template': {
        const { options } = declaration;
        add(templates, options.uriTemplate, { options, handler, need: needOf(options, baseScopes) }, where);
        break;
      }
      default:
        completers.push({ options: declaration.options, handler });
    }
  }
  const catalogue = { tools, prompts, resources, templates, completers };
  checkCompleters(catalogue);
  return catalogue;
}

/** Every scope that something in the catalogue needs, the module's base scopes first. */
export function scopesOf({ tools, prompts, resources, templates }: Catalogue): readonly string[] {
  const entries = [tools, prompts, resources, templates].flatMap((map) => [...map.values()]);
  return [...new Set(entries.flatMap(({ need }) => need.scopes))];
}

function add<T extends { readonly handler: Found['handler'] }>(
  into: Map<string, T>,
  key: string,
  entry: T,
  where: string,
): void {
  const earlier = into.get(key)?.handler;
  if (earlier !== undefined) {
    throw new McpConfigurationError(
      `"${key}" is declared twice: by ${earlier.type.name}.${earlier.method}() and by ${where}; rename one`,
    );
  }
  into.set(key, entry);
}

function checkNamed(options: { readonly name: string; readonly description: string }, where: string): void {
  if (!NAME.test(options.name)) {
    throw new McpConfigurationError(
      `${where}: name ${JSON.stringify(options.name)} must be 1 to 128 characters of A-Z a-z 0-9 _ - .`,
    );
  }
  if (typeof options.description !== 'string' || options.description.trim() === '') {
    throw new McpConfigurationError(
      `${where}: "${options.name}" needs a description, as models choose by it`,
    );
  }
}

function needOf(requirement: Requirement, baseScopes: readonly string[]): Need {
  const scopes = [...new Set([...baseScopes, ...(requirement.scopes ?? [])])];
  const roles = [...new Set(requirement.roles)];
  return { scopes, roles, free: scopes.length === 0 && roles.length === 0 };
}

function mentionsHeader(schema: JsonSchema): boolean {
  return JSON.stringify(schema).includes('"x-mcp-header"');
}

function checkCompleters({ completers, prompts, templates }: Catalogue): void {
  for (const { options, handler } of completers) {
    const known = 'prompt' in options ? prompts.has(options.prompt) : templates.has(options.uriTemplate);
    if (known) continue;
    const what =
      'prompt' in options ? `prompt "${options.prompt}"` : `resource template "${options.uriTemplate}"`;
    throw new McpConfigurationError(
      `${handler.type.name}.${handler.method}(): completes the unknown ${what}`,
    );
  }
}

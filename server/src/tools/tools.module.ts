import { readdirSync } from 'node:fs';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { declaresTool } from '#libs/mcp';
import { NotesModule } from '../notes/notes.module.js';
import { TOOLS_OPTIONS, type ToolsOptions } from './tools.options.js';

/** A class with tools, and what it may say about itself. */
type ToolClass = Type & { isEnabled?(options: ToolsOptions): boolean };

/** `something.tool.ts`, or `.tools.ts` for several that belong together; specs and declarations left out. */
const TOOL_FILE = /\.tools?\.(js|ts)$/;

/** The product's MCP tools: every class with `@Tool` that a `*.tool.ts` file of this folder exports. A new tool is one file. */
@Module({})
export class ToolsModule {
  static async register(options: ToolsOptions): Promise<DynamicModule> {
    return {
      module: ToolsModule,
      imports: [NotesModule],
      providers: [
        ...(await toolClasses()).filter((tool) => tool.isEnabled?.(options) ?? true),
        { provide: TOOLS_OPTIONS, useValue: options },
      ],
    };
  }
}

/** The classes with a method under `@Tool` among what a file exports. */
export function toolClassesOf(exported: Readonly<Record<string, unknown>>): readonly ToolClass[] {
  return Object.values(exported).filter(declaresTool);
}

async function toolClasses(): Promise<readonly ToolClass[]> {
  const files = readdirSync(import.meta.dirname).filter(
    (file) => TOOL_FILE.test(file) && !file.endsWith('.d.ts'),
  );
  const modules = await Promise.all(
    files
      .toSorted()
      .map((file) => import(new URL(file, import.meta.url).href) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap(toolClassesOf);
}

import { Module, type DynamicModule, type ModuleMetadata, type NestModule, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { InProcessMcp } from './in-process/in-process-mcp.js';
import { McpChanges } from './mcp-changes.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './mcp.module-definition.js';
import { McpRuntime } from './mcp.runtime.js';
import { MCP_OPTIONS } from './mcp.options.js';
import { McpMetadata } from './metadata/mcp-metadata.js';

/**
 * Serves MCP from decorated providers. Import `forRoot` or `forRootAsync` once; tools may live in any module.
 *
 * @example
 * McpModule.forRoot({ name: 'weather', version: '1.0.0', resource: 'https://api.example.com/mcp' });
 */
@Module({
  imports: [DiscoveryModule],
  providers: [
    { provide: MCP_OPTIONS, useExisting: MODULE_OPTIONS_TOKEN },
    McpRuntime,
    McpMetadata,
    InProcessMcp,
    McpChanges,
  ],
  exports: [InProcessMcp, McpChanges, McpMetadata],
})
export class McpModule extends ConfigurableModuleClass implements NestModule {
  readonly #runtime: McpRuntime;

  constructor(runtime: McpRuntime) {
    super();
    this.#runtime = runtime;
  }

  /** Nest calls this between creating the HTTP adapter and registering routes. */
  configure(): void {
    this.#runtime.fitRoutes();
  }

  /** A module of classes with decorated methods, and what they inject. A plain provider in any module does as well. */
  static forFeature(handlers: readonly Type[], imports: ModuleMetadata['imports'] = []): DynamicModule {
    return { module: McpFeatureModule, imports, providers: [...handlers], exports: [...handlers] };
  }
}

@Module({})
class McpFeatureModule {}

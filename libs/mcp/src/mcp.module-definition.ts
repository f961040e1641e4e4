import { ConfigurableModuleBuilder, type Type } from '@nestjs/common';
import { mcpController } from './http/mcp.controller.js';
import { metadataController } from './metadata/metadata.controller.js';
import type { McpModuleOptions } from './mcp.options.js';

/**
 * What must be known before the options are: it decides routes.
 *
 * @example
 * McpModule.forRoot({ ...options, path: 'agents', publicRoute: Public() });
 */
export interface McpModuleExtras {
  /** Path of the endpoint, without leading slash. Default `mcp`. */
  readonly path?: string;
  /** True (default): `InProcessMcp` and `McpChanges` can be injected everywhere. */
  readonly isGlobal?: boolean;
  /** Decorators of the endpoint's controller: guards, throttling, exclusion from OpenAPI. */
  readonly endpointDecorators?: readonly ClassDecorator[];
  /** Decorator that lets the metadata routes through the application's global guard, for example `Public()`. */
  readonly publicRoute?: ClassDecorator | ((target: Type) => void);
}

const DEFAULTS: McpModuleExtras = {
  path: 'mcp',
  isGlobal: true,
  endpointDecorators: [],
  publicRoute: undefined,
};

/** Nest's builder of `forRoot` and `forRootAsync`. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<McpModuleOptions>({ moduleName: 'Mcp' })
    .setClassMethodName('forRoot')
    .setExtras(DEFAULTS, (definition, { path = 'mcp', isGlobal, endpointDecorators = [], publicRoute }) => ({
      ...definition,
      global: isGlobal,
      controllers: [
        mcpController(path, endpointDecorators),
        metadataController(path, [
          ...endpointDecorators,
          ...(publicRoute === undefined ? [] : [publicRoute]),
        ]),
      ],
    }))
    .build();

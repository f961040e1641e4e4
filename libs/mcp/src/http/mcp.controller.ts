import { All, Controller, Req, Res, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { McpRuntime } from '../mcp.runtime.js';
import { MCP_ROUTE } from './fastify-route.js';

type ClassDecoration = (target: Type) => void;

/** The endpoint's controller, at a path that is known only when the module is configured. An ordinary Nest controller. */
export function mcpController(path: string, decorators: readonly (ClassDecorator | ClassDecoration)[]): Type {
  @Controller(path)
  class McpController {
    readonly #runtime: McpRuntime;

    constructor(runtime: McpRuntime) {
      this.#runtime = runtime;
    }

    @All()
    @RouteConfig(MCP_ROUTE)
    handle(@Req() request: unknown, @Res() reply: unknown): Promise<void> {
      return this.#runtime.endpoint.handle(request, reply);
    }
  }
  for (const decorate of decorators) (decorate as ClassDecoration)(McpController);
  return McpController;
}

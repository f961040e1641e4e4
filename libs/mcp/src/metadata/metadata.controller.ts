import { Controller, Get, Header, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { METADATA_ROUTE } from '../http/fastify-route.js';
import { McpMetadata } from './mcp-metadata.js';

type ClassDecoration = (target: Type) => void;

const PROTECTED_RESOURCE = '.well-known/oauth-protected-resource';

/** The protected resource's metadata, public, at the path-inserted and the root location (RFC 9728 section 3.1). */
export function metadataController(
  path: string,
  decorators: readonly (ClassDecorator | ClassDecoration)[],
): Type {
  @Controller()
  class McpMetadataController {
    readonly #metadata: McpMetadata;

    constructor(metadata: McpMetadata) {
      this.#metadata = metadata;
    }

    @RouteConfig(METADATA_ROUTE)
    @Get([`${PROTECTED_RESOURCE}/${path}`, PROTECTED_RESOURCE])
    @Header('Access-Control-Allow-Origin', '*')
    @Header('Cache-Control', 'public, max-age=300')
    protectedResource(): object {
      return this.#metadata.protectedResource();
    }
  }
  for (const decorate of decorators) (decorate as ClassDecoration)(McpMetadataController);
  return McpMetadataController;
}

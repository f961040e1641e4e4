import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ClientConfig } from '#libs/contract';
import { Public } from '#libs/entra-auth';
import { AuthorityMetadata } from './authority-metadata.js';

/** The part of the client's settings that is known at start. */
export type StaticClientConfig = Omit<ClientConfig, 'authorityMetadata'>;

export const CLIENT_CONFIG = Symbol('CLIENT_CONFIG');

@ApiTags('Service')
@Public()
@Controller('config')
export class ClientConfigController {
  readonly #config: StaticClientConfig;
  readonly #metadata: AuthorityMetadata;

  constructor(@Inject(CLIENT_CONFIG) config: StaticClientConfig, metadata: AuthorityMetadata) {
    this.#config = config;
    this.#metadata = metadata;
  }

  @Get()
  @ApiOperation({ summary: 'Public settings of the browser client' })
  @ApiOkResponse({ description: 'What the browser needs before it can sign anybody in.' })
  async read(): Promise<ClientConfig> {
    return this.#metadata.needed
      ? { ...this.#config, authorityMetadata: await this.#metadata.json() }
      : this.#config;
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import {
  AUTHORITY_METADATA_OPTIONS,
  AuthorityMetadata,
  type AuthorityMetadataOptions,
} from './authority-metadata.js';
import {
  CLIENT_CONFIG,
  ClientConfigController,
  type StaticClientConfig,
} from './client-config.controller.js';

/** What the browser client gets to know of this installation. */
export interface ClientConfigOptions {
  readonly clientConfig: StaticClientConfig;
  readonly authority: AuthorityMetadataOptions;
}

/** `GET /api/config`. */
@Module({})
export class ClientConfigModule {
  static forRoot({ clientConfig, authority }: ClientConfigOptions): DynamicModule {
    return {
      module: ClientConfigModule,
      controllers: [ClientConfigController],
      providers: [
        { provide: CLIENT_CONFIG, useValue: clientConfig },
        { provide: AUTHORITY_METADATA_OPTIONS, useValue: authority },
        AuthorityMetadata,
      ],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { DownstreamApi } from './downstream-api.js';
import { DOWNSTREAM_OPTIONS, type DownstreamOptions } from './downstream.options.js';
import { GraphClient } from './graph.client.js';
import { SearchClient } from './search.client.js';

/** Downstream APIs on behalf of the user. `forRoot` once in the composition root; the clients are then global. */
@Module({})
export class DownstreamModule {
  static forRoot(options: DownstreamOptions): DynamicModule {
    return {
      module: DownstreamModule,
      global: true,
      providers: [
        { provide: DOWNSTREAM_OPTIONS, useValue: options },
        DownstreamApi,
        GraphClient,
        SearchClient,
      ],
      exports: [GraphClient, SearchClient],
    };
  }
}

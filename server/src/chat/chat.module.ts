import { type DynamicModule, type FactoryProvider, Module, type ModuleMetadata } from '@nestjs/common';
import { CHAT_OPTIONS, type ChatOptions } from './chat-options.js';
import { BeginRun } from './records/begin-run.js';
import { EventLog } from './records/event-log.js';
import { Leases } from './runs/leases.js';
import { Retention } from './records/retention.js';
import { RunFeed } from './runs/run-feed.js';
import { RunRegistry } from './runs/run-registry.js';
import { RunService } from './runs/run.service.js';
import { RunsController } from './runs/runs.controller.js';
import { ThreadsController } from './threads/threads.controller.js';
import { ThreadsService } from './threads/threads.service.js';
import { ApprovalPolicy } from './records/tool-policies.js';
import { HeldCalls } from './toolbox/held-calls.js';
import { ToolCatalog } from './catalog/tool-catalog.js';
import { ToolLists } from './toolbox/tool-lists.js';
import { Toolboxes } from './toolbox/toolboxes.js';
import { ToolsController } from './catalog/tools.controller.js';

/** How `ChatModule.forRootAsync` gets its options. */
export interface ChatAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: FactoryProvider<ChatOptions | Promise<ChatOptions>>['useFactory'];
}

/** Runs, threads and the tool list. Needs the global `StoreModule` and a bearer guard in front. */
@Module({})
export class ChatModule {
  static forRootAsync({ imports, inject, useFactory }: ChatAsyncOptions): DynamicModule {
    return {
      module: ChatModule,
      imports: imports ?? [],
      controllers: [RunsController, ThreadsController, ToolsController],
      providers: [
        { provide: CHAT_OPTIONS, inject: inject ?? [], useFactory },
        ...[ApprovalPolicy, BeginRun, EventLog, Leases, Retention],
        ...[HeldCalls, ToolLists, Toolboxes],
        ...[RunFeed, RunRegistry, RunService, ThreadsService, ToolCatalog],
      ],
      exports: [RunRegistry],
    };
  }
}

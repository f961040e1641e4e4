import { type DynamicModule, type FactoryProvider, Module, type ModuleMetadata } from '@nestjs/common';
import { CHAT_OPTIONS, type ChatOptions } from './chat-options.js';
import { BeginRun } from './runs/begin-run.js';
import { EventLog } from './runs/event-log.js';
import { Leases } from './runs/leases.js';
import { Retention } from './runs/retention.js';
import { RunFeed } from './runs/run-feed.js';
import { RunRegistry } from './runs/run-registry.js';
import { RunService } from './runs/run.service.js';
import { RunsController } from './runs/runs.controller.js';
import { ThreadsController } from './threads/threads.controller.js';
import { ThreadsService } from './threads/threads.service.js';
import { ApprovalPolicy } from './toolbox/approval-policy.js';
import { HeldCalls } from './toolbox/held-calls.js';
import { ToolCatalog } from './toolbox/tool-catalog.js';
import { ToolLists } from './toolbox/tool-lists.js';
import { Toolboxes } from './toolbox/toolboxes.js';
import { ToolsController } from './toolbox/tools.controller.js';

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

import { type DynamicModule, type FactoryProvider, Module, type ModuleMetadata } from '@nestjs/common';
import { CHAT_OPTIONS, type ChatOptions } from './chat-options.js';
import { ToolCatalog } from './catalog/tool-catalog.js';
import { ToolsController } from './catalog/tools.controller.js';
import { BeginRun } from './records/begin-run.js';
import { Conversations } from './records/conversations.js';
import { EventLog } from './records/event-log.js';
import { Retention } from './records/retention.js';
import { RunLeases } from './records/run-leases.js';
import { RunRecords } from './records/run-records.js';
import { Threads } from './records/threads.js';
import { ToolPolicies } from './records/tool-policies.js';
import { Leases } from './runs/leases.js';
import { ReaderBudget } from './runs/reader-budget.js';
import { RunExecutor } from './runs/run-executor.js';
import { RunFeed } from './runs/run-feed.js';
import { RunRegistry } from './runs/run-registry.js';
import { RunService } from './runs/run.service.js';
import { RunsController } from './runs/runs.controller.js';
import { ThreadsController } from './threads/threads.controller.js';
import { ThreadsService } from './threads/threads.service.js';
import { HeldCalls } from './toolbox/held-calls.js';
import { ToolLists } from './toolbox/tool-lists.js';
import { Toolboxes } from './toolbox/toolboxes.js';

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
        ...[BeginRun, Conversations, EventLog, Retention, RunLeases, RunRecords, Threads, ToolPolicies],
        ...[HeldCalls, ToolLists, Toolboxes, ToolCatalog],
        ...[Leases, ReaderBudget, RunExecutor, RunFeed, RunRegistry, RunService, ThreadsService],
      ],
      exports: [RunRegistry],
    };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import { CHAT_OPTIONS, DEFAULT_LIMITS } from '../chat-options.js';
import type { ChatOptions } from '../chat-options.js';
import { HeldCalls } from './held-calls.js';
import { ToolLists } from './tool-lists.js';
import { Toolbox } from './toolbox.js';

/** Makes toolboxes, one for each run. */
@Injectable()
export class Toolboxes {
  constructor(
    @Inject(CHAT_OPTIONS) private readonly options: ChatOptions,
    @Inject(ToolLists) private readonly lists: ToolLists,
    @Inject(HeldCalls) private readonly held: HeldCalls,
  ) {}

  /** Close it when the run is over. */
  open(caller: Caller, signal: AbortSignal): Toolbox {
    const { lists, held } = this;
    return new Toolbox(this.options, { ...DEFAULT_LIMITS, ...this.options.limits }, caller, signal, {
      lists,
      held,
    });
  }
}

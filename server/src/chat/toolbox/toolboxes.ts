import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import { CHAT_OPTIONS, type ChatOptions, DEFAULT_LIMITS } from '../chat-options.js';
import { HeldCalls } from './held-calls.js';
import { ToolLists } from './tool-lists.js';
import { Toolbox } from './toolbox.js';

/** Makes toolboxes, one for each run. */
@Injectable()
export class Toolboxes {
  readonly #options: ChatOptions;
  readonly #lists: ToolLists;
  readonly #held: HeldCalls;

  constructor(@Inject(CHAT_OPTIONS) options: ChatOptions, lists: ToolLists, held: HeldCalls) {
    this.#options = options;
    this.#lists = lists;
    this.#held = held;
  }

  /** Close it when the run is over. */
  open(caller: Caller, signal: AbortSignal): Toolbox {
    return new Toolbox(this.#options, { ...DEFAULT_LIMITS, ...this.#options.limits }, caller, signal, {
      lists: this.#lists,
      held: this.#held,
    });
  }
}

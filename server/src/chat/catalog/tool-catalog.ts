import { Inject, Injectable } from '@nestjs/common';
import type { AllowanceList, ToolServer, ToolsAnswer } from '#libs/contract';
import type { Caller } from '#libs/entra-auth';
import { ChatError } from '../chat-error.js';
import { CHAT_OPTIONS, type ChatOptions } from '../chat-options.js';
import { ToolPolicies } from '../records/tool-policies.js';
import { Toolboxes } from '../toolbox/toolboxes.js';

/** What a run of this caller could use now. */
@Injectable()
export class ToolCatalog {
  readonly #options: ChatOptions;
  readonly #policies: ToolPolicies;
  readonly #toolboxes: Toolboxes;

  constructor(@Inject(CHAT_OPTIONS) options: ChatOptions, policies: ToolPolicies, toolboxes: Toolboxes) {
    this.#options = options;
    this.#policies = policies;
    this.#toolboxes = toolboxes;
  }

  async allowances(caller: Caller): Promise<AllowanceList> {
    return { allowances: await this.#policies.allowances(caller) };
  }

  /** Throws `ChatError` 404 `allowance_not_found`. */
  async takeBack(caller: Caller, id: string): Promise<void> {
    if (await this.#policies.takeBack(caller, id)) return;
    throw new ChatError(
      404,
      'allowance_not_found',
      'There is no such allowance. It may have been taken back.',
    );
  }

  async list(caller: Caller): Promise<ToolsAnswer> {
    const toolbox = this.#toolboxes.open(caller, new AbortController().signal);
    try {
      const { tools, unavailable, leftOut } = await toolbox.list();
      const decisions = await this.#policies.decide(caller, '', tools);
      const names = [this.#options.publicName, ...Object.keys(this.#options.servers)];
      const servers = names.map((name): ToolServer => {
        const reason = unavailable.find(({ server }) => server === name)?.reason;
        const own = tools.filter(({ server }) => server === name);
        const missing = leftOut.find(({ server }) => server === name)?.tools;
        return {
          name,
          state: reason ? 'unavailable' : 'ready',
          ...(reason ? { reason } : {}),
          ...(missing ? { leftOut: missing } : {}),
          tools: own.map((tool) => {
            const { name: toolName, title, description, annotations } = tool;
            return {
              name: toolName,
              title,
              description,
              annotations,
              policy: decisions.get(tool)?.policy ?? 'ask',
            };
          }),
        };
      });
      return { servers };
    } finally {
      await toolbox.close();
    }
  }
}

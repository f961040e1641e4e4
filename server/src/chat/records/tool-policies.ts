import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import { Database } from '../../store/database.js';
import {
  type ApprovalPolicy,
  decideFor,
  type Remember,
  type ToolDecision,
} from '../agent/approval-policy.js';
import type { Tool } from '../toolbox/tool.js';

/** What people allowed their tools to do, and which definitions they met. */
@Injectable()
export class ToolPolicies implements ApprovalPolicy {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async decide(caller: Caller, threadId: string, tools: readonly Tool[]): Promise<Map<Tool, ToolDecision>> {
    const rows = await this.#database
      .selectFrom('tool_policies')
      .select(['server', 'tool', 'decision', 'definition_hash as definitionHash'])
      .where('tid', '=', caller.tid)
      .where('oid', '=', caller.oid)
      .where('thread_id', 'in', ['', threadId])
      .execute();
    return new Map(
      tools.map((tool) => {
        const own = rows.filter((row) => row.server === tool.server && row.tool === tool.name);
        return [tool, decideFor(tool, own)];
      }),
    );
  }

  async allow(caller: Caller, threadId: string, tool: Tool, remember: Remember): Promise<void> {
    await this.#put(caller, remember === 'chat' ? threadId : '', tool, 'allow');
    if (tool.foreign) await this.#put(caller, '', tool, 'seen');
  }

  async noteSeen(caller: Caller, decisions: ReadonlyMap<Tool, ToolDecision>): Promise<void> {
    for (const [tool, { changed }] of decisions)
      if (tool.foreign && !changed) await this.#put(caller, '', tool, 'seen');
  }

  async #put(caller: Caller, threadId: string, tool: Tool, decision: 'allow' | 'seen'): Promise<void> {
    const changing = { definition_hash: tool.definitionHash, updated_at: Date.now() };
    await this.#database
      .insertInto('tool_policies')
      .values({
        tid: caller.tid,
        oid: caller.oid,
        thread_id: threadId,
        server: tool.server,
        tool: tool.name,
        decision,
        ...changing,
      })
      .onConflict((on) =>
        on.columns(['tid', 'oid', 'thread_id', 'server', 'tool', 'decision']).doUpdateSet(changing),
      )
      .execute();
  }
}

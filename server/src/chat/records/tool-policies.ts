import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Allowance } from '#libs/contract';
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

  /** What one person allowed, newest first. */
  async allowances({ tid, oid }: Caller): Promise<readonly Allowance[]> {
    const rows = await this.#database
      .selectFrom('tool_policies as policy')
      .leftJoin('threads as thread', (join) =>
        join
          .onRef('thread.id', '=', 'policy.thread_id')
          .onRef('thread.tid', '=', 'policy.tid')
          .onRef('thread.oid', '=', 'policy.oid'),
      )
      .select(['policy.thread_id', 'policy.server', 'policy.tool', 'policy.updated_at', 'thread.title'])
      .where('policy.tid', '=', tid)
      .where('policy.oid', '=', oid)
      .where('policy.decision', '=', 'allow')
      .orderBy('policy.updated_at', 'desc')
      .execute();
    return rows.map(({ thread_id, server, tool, updated_at, title }) => ({
      id: createHash('sha256')
        .update(JSON.stringify([thread_id, server, tool]))
        .digest('hex')
        .slice(0, 32),
      server,
      tool,
      ...(thread_id === '' ? {} : { threadId: thread_id }),
      ...(title === null ? {} : { threadTitle: title }),
      since: new Date(Number(updated_at)).toISOString(),
    }));
  }

  /** @returns false where this person has no such allowance. */
  async takeBack(caller: Caller, id: string): Promise<boolean> {
    const allowance = (await this.allowances(caller)).find((one) => one.id === id);
    if (allowance === undefined) return false;
    await this.#database
      .deleteFrom('tool_policies')
      .where('tid', '=', caller.tid)
      .where('oid', '=', caller.oid)
      .where('decision', '=', 'allow')
      .where('thread_id', '=', allowance.threadId ?? '')
      .where('server', '=', allowance.server)
      .where('tool', '=', allowance.tool)
      .execute();
    return true;
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

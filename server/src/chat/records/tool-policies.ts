/** Which tools run at once and which ask first. */
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.js';
import type { Caller } from '#libs/entra-auth';
import type { Tool } from '../toolbox/tool.js';

/** `run`: at once; `ask`: after a person allowed it. `changed`: asked because the tool is not what it was. */
export interface Verdict {
  readonly policy: 'run' | 'ask';
  readonly changed?: boolean;
}

/** How long an allowance holds: in one thread, or everywhere. */
export type Remember = 'chat' | 'always';

/**
 * A tool with `readOnlyHint: true` runs, any other asks, unless its person allowed it before. What was allowed, or
 * first met at another server, is bound to the definition of that moment: a tool that changed asks again.
 */
@Injectable()
export class ApprovalPolicy {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async decide(caller: Caller, threadId: string, tools: readonly Tool[]): Promise<Map<Tool, Verdict>> {
    const rows = await this.#database
      .selectFrom('tool_policies')
      .select(['server', 'tool', 'decision', 'definition_hash'])
      .where('tid', '=', caller.tid)
      .where('oid', '=', caller.oid)
      .where('thread_id', 'in', ['', threadId])
      .execute();
    return new Map(
      tools.map((tool) => {
        const own = rows.filter((row) => row.server === tool.server && row.tool === tool.name);
        return [tool, verdictOf(tool, own)];
      }),
    );
  }

  /** Remembers that a person allowed a tool as it is defined now. */
  async allow(caller: Caller, threadId: string, tool: Tool, remember: Remember): Promise<void> {
    await this.#put(caller, remember === 'chat' ? threadId : '', tool, 'allow');
    await this.#seen(caller, [tool]);
  }

  /** Notes foreign tools as they are when first met, so that a later change is noticed. */
  async meet(caller: Caller, verdicts: ReadonlyMap<Tool, Verdict>): Promise<void> {
    await this.#seen(
      caller,
      [...verdicts].filter(([tool, verdict]) => tool.foreign && !verdict.changed).map(([tool]) => tool),
    );
  }

  async #seen(caller: Caller, tools: readonly Tool[]): Promise<void> {
    for (const tool of tools.filter(({ foreign }) => foreign)) await this.#put(caller, '', tool, 'seen');
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

interface Remembered {
  readonly decision: 'allow' | 'seen';
  readonly definition_hash: string;
}

function verdictOf(tool: Tool, rows: readonly Remembered[]): Verdict {
  const same = (row: Remembered): boolean => row.definition_hash === tool.definitionHash;
  const allowed = rows.filter((row) => row.decision === 'allow');
  if (allowed.some(same)) return { policy: 'run' };
  const seen = rows.find((row) => row.decision === 'seen');
  const changed = allowed.length > 0 || (seen !== undefined && !same(seen));
  if (changed) return { policy: 'ask', changed };
  return { policy: tool.annotations.readOnlyHint === true ? 'run' : 'ask' };
}

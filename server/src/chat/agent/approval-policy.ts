/** Which tools run at once and which ask first. */
import type { Caller } from '#libs/entra-auth';
import type { Tool } from '../toolbox/tool.js';

/** `run`: at once; `ask`: after a person allowed it. `changed`: asked because the tool is not what it was. */
export interface ToolDecision {
  readonly policy: 'run' | 'ask';
  readonly changed?: boolean;
}

/** How long an allowance holds: in one thread, or everywhere. */
export type Remember = 'chat' | 'always';

/** What is remembered of one tool for one person: that it was allowed, or how it was when first met. */
export interface RememberedTool {
  readonly decision: 'allow' | 'seen';
  readonly definitionHash: string;
}

/** Decides with what a person allowed before, and remembers what they allow now. */
export interface ApprovalPolicy {
  decide(caller: Caller, threadId: string, tools: readonly Tool[]): Promise<ReadonlyMap<Tool, ToolDecision>>;
  /** Remembers that a person allowed a tool as it is defined now. */
  allow(caller: Caller, threadId: string, tool: Tool, remember: Remember): Promise<void>;
  /** Notes foreign tools as they are when first met, so that a later change is noticed. */
  noteSeen(caller: Caller, decisions: ReadonlyMap<Tool, ToolDecision>): Promise<void>;
}

/**
 * A tool with `readOnlyHint: true` runs, any other asks, unless its person allowed it before. What was allowed, or
 * first met at another server, is bound to the definition of that moment: a tool that changed asks again.
 */
export function decideFor(tool: Tool, remembered: readonly RememberedTool[]): ToolDecision {
  const same = (one: RememberedTool): boolean => one.definitionHash === tool.definitionHash;
  const allowed = remembered.filter(({ decision }) => decision === 'allow');
  if (allowed.some(same)) return { policy: 'run' };
  const seen = remembered.find(({ decision }) => decision === 'seen');
  const changed = allowed.length > 0 || (seen !== undefined && !same(seen));
  if (changed) return { policy: 'ask', changed };
  return { policy: tool.annotations.readOnlyHint === true ? 'run' : 'ask' };
}

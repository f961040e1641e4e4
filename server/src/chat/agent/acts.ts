/** What the chat reports to an audit: tool calls, and what was decided about them. */
import type { Caller } from '#libs/entra-auth';
import { sha256 } from '../toolbox/definition.js';
import type { Tool, ToolResult } from '../toolbox/tool.js';
import type { ToolDecision } from './approval-policy.js';
import type { InterruptAnswer } from './interrupt.js';
import type { PendingCall } from './tool-call.js';

/** Who let a tool run, or did not. */
export interface ActDecision {
  readonly decision: 'allowed' | 'approved' | 'remembered' | 'denied' | 'expired';
  readonly decidedBy: 'policy' | 'person';
}

/** One tool call of a run, or a person's answer to the question whether it may run. Holds no arguments. */
export interface ChatAct extends Partial<ActDecision> {
  readonly kind: 'tool_call' | 'approval';
  readonly caller: Caller;
  readonly tool: string;
  /** MCP server, where it is not this one. */
  readonly server?: string;
  /** SHA-256 of the arguments as JSON text, hexadecimal. */
  readonly argumentsHash: string;
  readonly outcome: 'ok' | 'error' | 'refused' | 'denied' | 'expired' | 'aborted';
  readonly code?: string;
  /** Audience of the token that the tool worked with. */
  readonly audience?: string;
  /** Milliseconds. */
  readonly ms?: number;
}

/** A call and what is known of it. */
export interface CallFacts {
  readonly caller: Caller;
  readonly call: PendingCall;
  readonly tool: Tool | undefined;
  readonly policy: ToolDecision | undefined;
  readonly answers: readonly InterruptAnswer[];
}

/** A call that has ended. */
export function callAct(
  facts: CallFacts,
  { result, durationMs, edited }: { result: ToolResult; durationMs: number; edited?: object },
): ChatAct {
  const code = result.isError ? (result.structured as { code?: string } | undefined)?.code : undefined;
  return {
    ...about(facts, edited),
    kind: 'tool_call',
    ...decisionOf(facts),
    outcome: result.isError ? (OUTCOMES[code ?? ''] ?? 'error') : 'ok',
    ...(code === undefined ? {} : { code }),
    ...(result.audience === undefined ? {} : { audience: result.audience }),
    ms: Math.round(durationMs * 10) / 10,
  };
}

/** What the person answered to the question whether the call may run, where that was asked. */
export function approvalAct(facts: CallFacts): ChatAct | undefined {
  const answer = facts.answers.find(({ interrupt }) => interrupt.reason === 'tool_approval');
  if (answer === undefined) return undefined;
  const { decision, decidedBy } = said(answer);
  const outcome = decision === 'approved' ? 'ok' : decision === 'denied' ? 'denied' : 'expired';
  const edited = answer.payload['arguments'] as object | undefined;
  return { ...about(facts, edited), kind: 'approval', decision, decidedBy, outcome };
}

/** Codes that the chat itself gives. */
const OUTCOMES: Readonly<Record<string, ChatAct['outcome']>> = {
  denied: 'denied',
  approval_expired: 'expired',
  expired: 'expired',
  cancelled: 'aborted',
  not_executed: 'refused',
  insufficient_scope: 'refused',
};

function about({ caller, call, tool }: CallFacts, edited?: object) {
  return {
    caller,
    tool: tool?.name ?? call.name,
    ...(tool?.foreign === true ? { server: tool.server } : {}),
    argumentsHash: hashOf(call.arguments, edited),
  };
}

/** The same text for the same arguments, however the model spaced them. */
function hashOf(written: string, edited?: object): string {
  try {
    return sha256(JSON.stringify(edited ?? JSON.parse(written || '{}')));
  } catch {
    return sha256(written);
  }
}

function decisionOf({ tool, policy, answers }: CallFacts): Partial<ActDecision> {
  const approval = answers.find(({ interrupt }) => interrupt.reason === 'tool_approval');
  if (approval !== undefined) return said(approval);
  if (tool === undefined || policy === undefined) return {};
  if (tool.annotations.readOnlyHint === true) return { decision: 'allowed', decidedBy: 'policy' };
  // Any other tool runs after its person said so: in an earlier round of this call, or for good.
  return { decision: answers.length > 0 ? 'approved' : 'remembered', decidedBy: 'person' };
}

function said({ status, payload }: InterruptAnswer): ActDecision {
  if (status === 'expired') return { decision: 'expired', decidedBy: 'policy' };
  const approved = status === 'resolved' && payload['approved'] === true;
  return { decision: approved ? 'approved' : 'denied', decidedBy: 'person' };
}

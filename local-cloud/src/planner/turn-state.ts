/** Where the conversation stands: what was asked last, and what was called and returned since. */
import type { Conversation, ToolArguments } from './conversation.js';
import { idOf, listIn, readToolOutput, urlOf, type ToolOutput } from './tool-output.js';
import type { Json } from '../text/json.js';

/** A call of this conversation and what came back. */
export interface PastCall {
  readonly name: string;
  readonly arguments: ToolArguments;
  readonly output: ToolOutput;
}

export interface TurnState {
  /** The last message of the user. */
  readonly text: string;
  /** Calls made since that message. */
  readonly current: readonly PastCall[];
  /** Calls of earlier turns, oldest first. */
  readonly earlier: readonly PastCall[];
  /** The user's message before the last, and the tools called for it. */
  readonly previous: { readonly text: string; readonly calls: readonly string[] } | undefined;
  /** What the assistant said, oldest first. */
  readonly answers: readonly string[];
  /** Rounds of tool calls since the last message. */
  readonly rounds: number;
}

/** Longest message the rules look at whole; of a longer one they see the beginning and the end. */
const ATTENTION = 2000;

/** Reads the state out of a conversation. */
export function turnStateOf(conversation: Conversation): TurnState {
  const { turns } = conversation;
  const at = turns.findLastIndex((turn) => turn.kind === 'user');
  const outputs = new Map(
    turns.flatMap((turn) => (turn.kind === 'result' ? [[turn.id, turn.output] as const] : [])),
  );
  const callsOf = (part: typeof turns): readonly PastCall[] =>
    part.flatMap((turn) =>
      turn.kind === 'call'
        ? [{ name: turn.name, arguments: turn.arguments, output: readToolOutput(outputs.get(turn.id) ?? '') }]
        : [],
    );
  const since = turns.slice(at + 1);
  const rounds = since.filter(
    (turn, index) => turn.kind === 'call' && since[index - 1]?.kind !== 'call',
  ).length;
  const last = turns[at];
  return {
    text: last?.kind === 'user' ? attended(last.text) : '',
    current: callsOf(since),
    earlier: callsOf(turns.slice(0, Math.max(at, 0))),
    previous: previousOf(turns.slice(0, Math.max(at, 0))),
    answers: turns.flatMap((turn) => (turn.kind === 'assistant' ? [turn.text] : [])),
    rounds,
  };
}

/** Items with an id from the latest successful list result, newest call first. */
export function knownItems(calls: readonly PastCall[], from: (name: string) => boolean): readonly Json[] {
  for (const call of calls.toReversed()) {
    if (call.output.isError || !from(call.name)) continue;
    const items = listIn(call.output.value)?.filter((item) => idOf(item) !== undefined);
    if (items) return items;
  }
  return [];
}

/** The first link in the latest successful result that has one. */
export function knownUrl(calls: readonly PastCall[]): string | undefined {
  for (const call of calls.toReversed()) {
    if (call.output.isError) continue;
    const url = listIn(call.output.value)
      ?.map(urlOf)
      .find((link) => link !== undefined);
    if (url !== undefined) return url;
  }
  return undefined;
}

/** The part of a message that the rules look at. Their patterns are quadratic at worst; this keeps them quick. */
function attended(text: string): string {
  if (text.length <= ATTENTION) return text;
  return `${text.slice(0, ATTENTION * 0.75)}\n${text.slice(-ATTENTION * 0.25)}`;
}

function previousOf(before: Conversation['turns']): TurnState['previous'] {
  const at = before.findLastIndex((turn) => turn.kind === 'user');
  const turn = before[at];
  if (turn?.kind !== 'user') return undefined;
  const calls = before.slice(at).flatMap((entry) => (entry.kind === 'call' ? [entry.name] : []));
  return { text: attended(turn.text), calls };
}

import type { ModelMessage } from '../model/model.js';

/** A history that fits, and how many messages of the person it leaves out with all that followed them. */
export interface FittedHistory {
  readonly messages: readonly ModelMessage[];
  readonly leftOut: number;
}

/**
 * The newest turns of a history within `tokens`. A turn is a message of the person with everything up to the next one,
 * and is left out as a whole: calls stay with their results. The last turn always stays.
 */
export function fitHistory(messages: readonly ModelMessage[], tokens: number): FittedHistory {
  const turns = turnsOf(messages);
  let left = tokens;
  let first = turns.length;
  while (first > 0) {
    const turn = turns[first - 1] ?? [];
    left -= historyTokens(turn);
    if (left < 0 && first < turns.length) break;
    first--;
  }
  return { messages: turns.slice(first).flat(), leftOut: first };
}

/** How many tokens a text takes, estimated: four letters of a Latin script each, one of any other. */
export function estimateTokens(text: string): number {
  const others = text.match(/[^\u0020-\u024F\s]/g)?.length ?? 0;
  return Math.ceil((text.length - others) / 4) + others;
}

/** What a history takes, estimated. */
export function historyTokens(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => sum + tokensOf(message), 0);
}

function turnsOf(messages: readonly ModelMessage[]): readonly (readonly ModelMessage[])[] {
  const turns: ModelMessage[][] = [];
  for (const message of messages) {
    if (message.role === 'user' || turns.length === 0) turns.push([]);
    turns.at(-1)?.push(message);
  }
  return turns;
}

/** Tokens that a message takes beside its text. */
const FRAME = 6;

function tokensOf(message: ModelMessage): number {
  if (message.role === 'tool') return FRAME + estimateTokens(message.output);
  if (message.role === 'user') return FRAME + estimateTokens(message.text);
  const calls = message.calls.reduce(
    (sum, { name, arguments: given }) => sum + FRAME + estimateTokens(name) + estimateTokens(given),
    0,
  );
  // Encrypted reasoning is longer than the tokens it stands for.
  const reasoning = message.reasoning ? JSON.stringify(message.reasoning.items).length / 8 : 0;
  return FRAME + estimateTokens(message.text) + calls + Math.ceil(reasoning);
}

/** One answer being given: what is said, how it ends, what it counts. */
import type { Conversation, Step } from '../planner/index.js';
import type { ModelDrill } from './drill.js';
import type { Pace } from './pace.js';
import { countTokens, pieces } from './tokens.js';

/** How an answer ends: complete, at the caller's token limit, or cut by the content filter in two ways. */
export type Ending = 'complete' | 'length' | 'filter-failed' | 'filter-cut';

export interface Generation {
  readonly deployment: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  /** Makes the next id with this prefix. */
  readonly id: (prefix: string) => string;
  readonly step: Step;
  readonly ending: Ending;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly pace: Pace;
  readonly drill: ModelDrill;
}

/** Name the answers carry as `model`, as Azure names the model behind a deployment. */
export const MODEL_NAME = 'local-standin-2026-11';

/** Estimated tokens of everything the request sent. */
export function countInput(conversation: Conversation): number {
  return countTokens(JSON.stringify([conversation.instructions, conversation.turns, conversation.tools]));
}

/** Applies the caller's token limit and the drill's filter to a planned step. */
export function finish(
  step: Step,
  limit: number | undefined,
  drill: ModelDrill,
): { readonly step: Step; readonly ending: Ending; readonly outputTokens: number } {
  const cut = (tokens: number, ending: Ending) => {
    const rest = cutText(step, tokens);
    return { step: rest, ending, outputTokens: countStep(rest) };
  };
  const long = step.kind === 'text' && limit !== undefined && pieces(step.text).length > limit;
  if (drill.filter === 'answer' && step.kind === 'text') return cut(12, 'filter-failed');
  if (drill.filter === 'cut' && step.kind === 'text') return cut(12, 'filter-cut');
  if (long) return cut(limit, 'length');
  return { step, ending: 'complete', outputTokens: countStep(step) };
}

function cutText(step: Step, tokens: number): Step {
  if (step.kind !== 'text') return step;
  return { kind: 'text', text: pieces(step.text).slice(0, tokens).join('') };
}

function countStep(step: Step): number {
  return step.kind === 'text' ? countTokens(step.text) : countTokens(JSON.stringify(step.calls));
}

/** Steps that only drills ask for: an endless loop of calls, an oversized answer. */
import { type Conversation, planStep, type Step } from '../planner/index.js';

/** Calls a tool again and again: one that searches, with another text each time, or else any harmless one. */
export function loopStep(conversation: Conversation): Step {
  const round = conversation.turns.filter((turn) => turn.kind === 'call').length + 1;
  const search = conversation.tools.find(({ parameters }) => parameters.properties?.['query'] !== undefined);
  const turns = [{ kind: 'user', text: `loop ${round}` }] as const;
  const toolChoice = search ? { name: search.name } : 'required';
  const step = planStep({ ...conversation, turns, toolChoice }, new Date(0));
  if (!search || step.kind !== 'calls') return step;
  const calls = step.calls.map((call) => ({
    ...call,
    arguments: { ...call.arguments, query: `loop ${round}` },
  }));
  return { kind: 'calls', calls };
}

const PARAGRAPH =
  'This answer is long on purpose: it drills how a client copes with a great deal of Markdown. It has **bold** words, `code`, [links](https://learn.microsoft.com) and nothing to say.';

/** An answer of about 120 KB. */
export function bigAnswer(): Step {
  const sections = Array.from({ length: 600 }, (_, index) => `## Section ${index + 1}\n\n${PARAGRAPH}\n`);
  return { kind: 'text', text: sections.join('\n') };
}

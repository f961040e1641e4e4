/** Steps that only drills ask for: an endless loop of calls, an oversized answer. */
import { type Conversation, type Step } from './conversation.js';
import { fillArguments } from './planner/arguments.js';
import { traitsOf } from './planner/tool-traits.js';

/** Calls a harmless tool again and again, with other arguments where it takes a search text. */
export function loopStep(conversation: Conversation): Step | undefined {
  const tools = conversation.tools.map(traitsOf).filter((traits) => !traits.writes && !traits.urlParameter);
  const traits = tools.find((entry) => entry.queryParameter) ?? tools[0];
  if (!traits) return undefined;
  const round = conversation.turns.filter((turn) => turn.kind === 'call').length + 1;
  const { arguments: filled } = fillArguments(traits, 'loop', { now: new Date(0) });
  const query = traits.queryParameter === undefined ? {} : { [traits.queryParameter]: `loop ${round}` };
  return { kind: 'calls', calls: [{ name: traits.tool.name, arguments: { ...filled, ...query } }] };
}

const PARAGRAPH =
  'This answer is long on purpose: it drills how a client copes with a great deal of Markdown. It has **bold** words, `code`, [links](https://learn.microsoft.com) and nothing to say.';

/** An answer of about 120 KB. */
export function bigAnswer(): Step {
  const sections = Array.from({ length: 600 }, (_, index) => `## Section ${index + 1}\n\n${PARAGRAPH}\n`);
  return { kind: 'text', text: sections.join('\n') };
}

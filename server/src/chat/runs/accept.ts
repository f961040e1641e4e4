/** `Accept` of a run. */
import { ChatError } from '../chat-error.js';

/** Which of the two forms of a run's answer a request asks for. */
export type AnswerForm = 'stream' | 'json';

interface Range {
  readonly type: string;
  readonly q: number;
}

/**
 * RFC 9110 section 12.5.1, for the two media types of a run; with equal weights, and for a wildcard or no header at
 * all, the stream wins. Throws 406 where neither is acceptable.
 */
export function answerForm(accept: string | undefined): AnswerForm {
  const ranges = parse(accept ?? '*/*');
  const stream = weight(ranges, 'text/event-stream');
  const json = weight(ranges, 'application/json');
  if (stream <= 0 && json <= 0)
    throw new ChatError(406, 'not_acceptable', 'Accept text/event-stream or application/json.');
  return json > stream ? 'json' : 'stream';
}

function parse(accept: string): readonly Range[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const q = Number(parameters.find((text) => text.startsWith('q='))?.slice(2) ?? 1);
    return { type, q: Number.isFinite(q) ? q : 0 };
  });
}

/** The most specific range that matches decides. */
function weight(ranges: readonly Range[], type: string): number {
  const group = `${type.split('/')[0]}/*`;
  const match = [type, group, '*/*']
    .map((wanted) => ranges.find((range) => range.type === wanted))
    .find(Boolean);
  return match?.q ?? 0;
}

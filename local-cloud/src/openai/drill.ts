/** Drills: faults asked for by a phrase in the last user message, or by the local cloud's drill settings. */
import {
  contextLengthExceeded,
  deploymentNotFound,
  promptFiltered,
  rateLimited,
  serviceFault,
  wrongKey,
} from './faults.js';

/**
 * Fault settings of the model. All members are optional; an empty object changes nothing.
 * Whoever hands them out counts them: the settings are read once per request.
 */
export interface ModelDrill {
  /** Answer with this status instead: 401, 404, 429, 500 or 503. */
  readonly status?: number;
  /** Seconds in `Retry-After` of a 429; 5 without it. */
  readonly retryAfter?: number;
  /** `prompt`: 400 content_filter. `answer`: cut mid-answer as Azure does. `cut`: ends as incomplete. */
  readonly filter?: 'prompt' | 'answer' | 'cut';
  /** First token after 3 s, then 8 tokens a second. */
  readonly slow?: boolean;
  /** Opens the answer, then stays silent until the caller goes away. */
  readonly hang?: boolean;
  /** Cuts the socket in the middle of the answer. */
  readonly drop?: boolean;
  /** Calls a tool in every round and never answers. */
  readonly loop?: boolean;
  /** Answers with about 120 KB of Markdown. */
  readonly bigResult?: boolean;
  /** Sends a frame that is not JSON in the middle of the stream. */
  readonly badJson?: boolean;
  /** 400 context_length_exceeded. */
  readonly context?: boolean;
}

const PHRASES: readonly (readonly [RegExp, (match: RegExpExecArray) => ModelDrill])[] = [
  [/(?:^|\s)!429(?:\s+(\d{1,6}))?(?=\s|$)/, (match) => ({ status: 429, retryAfter: Number(match[1] ?? 5) })],
  [/(?:^|\s)!(401|404|500|503)(?=\s|$)/, (match) => ({ status: Number(match[1]) })],
  [/(?:^|\s)!filter-mid(?=\s|$)/, () => ({ filter: 'answer' })],
  [/(?:^|\s)!filter-cut(?=\s|$)/, () => ({ filter: 'cut' })],
  [/(?:^|\s)!filter(?=\s|$)/, () => ({ filter: 'prompt' })],
  [/(?:^|\s)!context(?=\s|$)/, () => ({ context: true })],
  [/(?:^|\s)!slow(?=\s|$)/, () => ({ slow: true })],
  [/(?:^|\s)!hang(?=\s|$)/, () => ({ hang: true })],
  [/(?:^|\s)!drop(?=\s|$)/, () => ({ drop: true })],
  [/(?:^|\s)!loop(?=\s|$)/, () => ({ loop: true })],
  [/(?:^|\s)!bigresult(?=\s|$)/, () => ({ bigResult: true })],
  [/(?:^|\s)!badjson(?=\s|$)/, () => ({ badJson: true })],
];

/** Reads the drill phrases of a user's message. */
export function drillOf(text: string): ModelDrill {
  let drill: ModelDrill = {};
  for (const [pattern, read] of PHRASES) {
    const match = pattern.exec(text);
    if (match) drill = { ...read(match), ...drill };
  }
  return drill;
}

/** The message without its drill phrases, so that a drilled question is still answered as asked. */
export function withoutDrills(text: string): string {
  return PHRASES.reduce((rest, [pattern]) => rest.replace(pattern, ' '), text).trim();
}

/** Throws the fault that a drill asks for before any answer begins. */
export function throwDrill(drill: ModelDrill, promptParam: string): void {
  if (drill.status === 401) throw wrongKey();
  if (drill.status === 404) throw deploymentNotFound();
  if (drill.status === 429) throw rateLimited(drill.retryAfter ?? 5);
  if (drill.status !== undefined) throw serviceFault(drill.status);
  if (drill.filter === 'prompt') throw promptFiltered();
  if (drill.context) throw contextLengthExceeded(promptParam);
}

/** From an intent to a call: fills arguments, looks things up first where an id is needed, waits for what it builds on. */
import type { Json } from '../text/json.js';
import type { PlannedCall } from './conversation.js';
import { fillArguments } from './arguments.js';
import { identify, idParameter, listerFor } from './identify.js';
import type { Intent } from './intents.js';
import { proseOf, listIn, titleOf } from './tool-output.js';
import type { ToolTraits } from './tool-traits.js';
import { knownUrl, type PastCall, type TurnState } from './turn-state.js';
import { writtenContent } from './written-content.js';

/** What an intent comes to now. */
export type Resolution =
  | { readonly kind: 'call'; readonly call: PlannedCall }
  | { readonly kind: 'ask'; readonly traits: ToolTraits; readonly missing: readonly string[] }
  | {
      readonly kind: 'which';
      readonly traits: ToolTraits;
      readonly items: readonly Json[];
      readonly several: boolean;
    }
  | { readonly kind: 'wait' };

const REFERENT =
  /\b(?:it|that|this|them|these|those|the (?:result|answer|summary|findings|above|list)s?)\b|それ|これ|結果|要約|上記|回答/i;

/** Decides what to do for one intent. `readsPending`: another intent of the message has yet to read something. */
export function resolveIntent(
  intent: Intent,
  state: TurnState,
  tools: readonly ToolTraits[],
  readsPending: boolean,
  now: Date,
): Resolution {
  const { clause, traits } = intent;
  if (traits.writes && readsPending && REFERENT.test(clause)) return { kind: 'wait' };
  const referent = traits.writes ? referentOf(clause, state) : undefined;
  const url = knownUrl([...state.earlier, ...state.current]);
  const { arguments: filled, missing } = fillArguments(traits, clause, { now, referent, url });
  const id = idParameter(traits);
  if (id !== undefined && missing.includes(id) && missing.length === 1)
    return byId(intent, id, filled, state, tools);
  if (missing.length > 0) return { kind: 'ask', traits, missing };
  return { kind: 'call', call: { name: traits.tool.name, arguments: filled } };
}

function referentOf(clause: string, state: TurnState): string | undefined {
  if (!REFERENT.test(clause)) return undefined;
  const explicit = writtenContent(clause).text ?? '';
  if (/["“「:：]/.test(clause) && explicit.length > 12) return undefined;
  const answer = state.answers
    .at(-1)
    ?.replace(/[*_#`|]/g, '')
    .slice(0, 600);
  return gist(state.current) ?? gist(state.earlier.slice(-1)) ?? answer;
}

/** Plain text of what a tool found, short enough for a note. */
function gist(calls: readonly PastCall[]): string | undefined {
  const lines = calls
    .filter((call) => !call.output.isError)
    .flatMap((call) => listIn(call.output.value)?.slice(0, 3) ?? [])
    .map((item) =>
      [titleOf(item), proseOf(item)?.replace(/\s+/g, ' ').slice(0, 160)].filter(Boolean).join(': '),
    );
  return lines.length > 0 ? lines.join('\n') : undefined;
}

function byId(
  intent: Intent,
  name: string,
  filled: Json,
  state: TurnState,
  tools: readonly ToolTraits[],
): Resolution {
  const lister = listerFor(intent.traits, tools);
  const item = identify(intent.clause, state, intent.traits, lister);
  if (item.kind === 'found') {
    return {
      kind: 'call',
      call: { name: intent.traits.tool.name, arguments: { ...filled, [name]: item.id } },
    };
  }
  if (item.kind === 'unknown') {
    if (!lister) return { kind: 'ask', traits: intent.traits, missing: [name] };
    const listing = fillArguments(lister, '', { now: new Date(0) });
    return { kind: 'call', call: { name: lister.tool.name, arguments: listing.arguments } };
  }
  return { kind: 'which', traits: intent.traits, items: item.items, several: item.kind === 'several' };
}

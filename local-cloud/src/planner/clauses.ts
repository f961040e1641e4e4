/** Splits a message into clauses that may each be an intent of their own. */

const SENTENCE = /(?<=[?!。？！])\s*|(?<=[.;])\s+|\n+/;
const OPENERS =
  "who|what|what's|which|when|where|why|how|show|find|search|list|add|get|tell|explain|describe|delete|remove|give|do|does|is|are|can|could|please|then|create|save|fetch|read|summari[sz]e|translate|send|book|check|look|also|also,";
const JOINED = new RegExp(
  `,?\\s+(?:and(?: then)?|then|plus|as well as)\\s+(?=(?:also\\s+|please\\s+)*(?:${OPENERS})\\b)`,
  'i',
);
const JAPANESE_JOINED =
  /[、,]\s*(?=また|それから|そして|あと|次に|その後)|(?:そして|それから|その後|また、|あと、)/;

const WEAK = /,?\s+and\s+|、/i;

const PAYLOAD =
  /^(?:(?:please|can you|could you|also)\s+)*(?:add|create|write|make|save|send|post|update|record|remember|jot)\b[^.?!]*?(?::\s|\b(?:saying|that says|with (?:the )?(?:text|body|content)|titled|called)\b)|メモ(?:して|に追加)?[:：]/i;
const PROTECTED = /["“「『][^"”」』]*["”」』]|https?:\/\/\S+/g;

/** Clauses that certainly stand apart: sentences, and parts joined by "and" before a verb or question word. */
export function certainClauses(text: string): readonly string[] {
  const { masked, restore } = protect(text);
  return masked
    .split(SENTENCE)
    .flatMap((sentence) => (PAYLOAD.test(sentence) ? [sentence] : sentence.split(JOINED)))
    .flatMap((part) => (PAYLOAD.test(part) ? [part] : part.split(JAPANESE_JOINED)))
    .map((part) => restore(part).trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** The two halves of a clause at its first plain "and" or "、"; both must be looked at before they are believed. */
export function possibleHalves(clause: string): readonly [string, string] | undefined {
  const match = WEAK.exec(clause);
  if (!match) return undefined;
  const left = clause.slice(0, match.index).trim();
  const right = clause.slice(match.index + match[0].length).trim();
  return left && right ? [left, right] : undefined;
}

/** Replaces quoted text and URLs by placeholders, so that no rule splits inside them. */
function protect(text: string): { readonly masked: string; readonly restore: (part: string) => string } {
  const kept: string[] = [];
  const masked = text.replace(PROTECTED, (part) => `\ue000${kept.push(part) - 1}\ue001`);
  return {
    masked,
    restore: (part) =>
      part.replace(/\ue000(\d+)\ue001/g, (_whole, index: string) => kept[Number(index)] ?? ''),
  };
}

/** Literal values inside a clause: URLs, ids, numbers, dates, known resources. */
import { stem, words } from '../text/words.js';

/** The first URL of a text, without the punctuation that follows it. */
export function firstUrl(text: string): string | undefined {
  return /https?:\/\/[^\s"'<>()[\]{}、。」]+/i.exec(text)?.[0].replace(/[.,;:!?]+$/, '');
}

const RESOURCES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:azure )?(?:ai|cognitive) search\b|検索サービス/i, 'https://search.azure.com'],
  [/\bgraph\b/i, 'https://graph.microsoft.com'],
  [/\bkey ?vault\b/i, 'https://vault.azure.net'],
  [/\b(?:blob|storage)\b|ストレージ/i, 'https://storage.azure.com'],
  [/\b(?:azure )?sql\b|\bdatabase\b/i, 'https://database.windows.net'],
  [/\b(?:azure )?openai\b|\bai foundry\b/i, 'https://ai.azure.com'],
  [/\bcognitive services\b/i, 'https://cognitiveservices.azure.com'],
  [/\b(?:resource manager|arm|management)\b/i, 'https://management.azure.com'],
];

/** The resource URI a text speaks of, by URL or by the service's name. */
export function resourceUri(text: string): string | undefined {
  return firstUrl(text) ?? RESOURCES.find(([pattern]) => pattern.test(text))?.[1];
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i;
const HASHED = /(?:#|\bid[:\s=]+|番号\s*|ID\s*[:：]?\s*)([A-Za-z0-9][\w-]*)/;

/** What a thing is called or about is no id, whatever digits it has. */
const QUOTED_OR_TOPIC = /["“「『][^"”」』]*["”」』]|\b(?:about|called|titled|named)\s+.*$/gi;

/** An id written in a clause: a UUID, `#12`, `id 12`, or a token with a digit after the noun ("note n-42"). */
export function idIn(whole: string, nouns: ReadonlySet<string>): string | undefined {
  const clause = whole.replace(QUOTED_OR_TOPIC, ' ');
  const uuid = UUID.exec(clause)?.[0];
  if (uuid) return uuid;
  const hashed = HASHED.exec(clause)?.[1];
  if (hashed && /\d/.test(hashed)) return hashed;
  const list = clause.match(/[A-Za-z0-9_-]+|[\u3040-\u30ff\u3400-\u9fff]+/g) ?? [];
  for (const [position, word] of list.entries()) {
    const after = list[position + 1];
    if (after && nouns.has(stem(word)) && /\d/.test(after) && !/^\d+(?:st|nd|rd|th)$/.test(after))
      return after;
  }
  const lone = list.filter((word) => /\d/.test(word) && /[A-Za-z]/.test(word) && word.length >= 4);
  if (lone.length === 1) return lone[0];
  return /(?:メモ|ノート|チケット|注文|番号)\s*([A-Za-z0-9][\w-]*)/.exec(clause)?.[1];
}

const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:first|1st)\b|最初|一番目|1つ目|1番目|一つ目/i, 0],
  [/\b(?:second|2nd)\b|二番目|2つ目|2番目|二つ目/i, 1],
  [/\b(?:third|3rd)\b|三番目|3つ目|3番目|三つ目/i, 2],
  [/\b(?:last|latest|newest)\b|最後|最新/i, -1],
];

/** Position that a clause names ("the second one"), from zero; -1 is the last. */
export function ordinalIn(clause: string): number | undefined {
  return ORDINALS.find(([pattern]) => pattern.test(clause))?.[1];
}

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** The first number of a clause, in digits or as a word up to ten. */
export function numberIn(clause: string): number | undefined {
  const digits = /(?<![\w.-])(\d+(?:\.\d+)?)(?![\w-])|(\d+)(?=件|個|つ|人|日)/.exec(clause.normalize('NFKC'));
  if (digits) return Number(digits[1] ?? digits[2]);
  const spoken = words(clause).findIndex((word) => NUMBER_WORDS.indexOf(word.toLowerCase()) > 1);
  return spoken < 0 ? undefined : NUMBER_WORDS.indexOf(words(clause)[spoken]?.toLowerCase() ?? '');
}

/** A date of a clause as `YYYY-MM-DD` (UTC): written out, or today, tomorrow, yesterday. */
export function dateIn(clause: string, now: Date): string | undefined {
  const written = /\b\d{4}-\d{2}-\d{2}\b/.exec(clause)?.[0];
  if (written) return written;
  const shift = (days: number): string =>
    new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  if (/\btoday\b|今日|本日/i.test(clause)) return shift(0);
  if (/\btomorrow\b|明日/i.test(clause)) return shift(1);
  if (/\byesterday\b|昨日/i.test(clause)) return shift(-1);
  return undefined;
}

/** Token counts and the pieces an answer is streamed in. Estimates, made to look right and to be the same every time. */

const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]/g;

/** Estimates tokens: one per Japanese character, one per four other characters. */
export function countTokens(text: string): number {
  const wide = text.match(WIDE)?.length ?? 0;
  return wide + Math.ceil((text.length - wide) / 4);
}

/** Splits text into pieces of about one token; joined they are the text again. */
export function pieces(text: string): readonly string[] {
  return text.match(/[\u3040-\u30ff\u3400-\u9fff]{1,2}|\s*[^\s\u3040-\u30ff\u3400-\u9fff]{1,8}|\s+/gu) ?? [];
}

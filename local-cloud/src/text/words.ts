/** Words of English and Japanese text, made comparable. */

const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/;
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

const STOP_WORDS = new Set(
  `a an the and or but if of in on at to for from by with without about into over as is are was were be been being am do does did doing
  done have has had having i me my mine we us our ours you your yours he she it its they them their this that these those
  there here what which who whom whose when where why how can could may might must shall should will would please let lets
  get got give tell show say says said want need like know find search look list use using any some all every each more most
  much many not no yes so than then too very just also only own same other another again between through during before after
  up down out off per via etc vs im ive whats hows wheres thing things happen happens spend allowed mention mentions everything
  compare explain describe anything something everything does'nt don't see make`.split(/\s+/),
);

const JAPANESE_STOP_WORDS = new Set(
  `くだ さい リンク 付き 説明 解説 要約 比較 確認 詳しく 簡単 今日 は が を に の で と へ も や か から まで より です ます ました ません でした だ である ある あり いる する し して した
  さ れ られ せ こと もの ため よう という について に関して 何 なん どう どの どれ いくら どこ いつ 誰 だれ 書い て い
  ください 下さい ほしい 欲しい たい 教え 教えて 調べ 調べて 検索 探し 探して 見せ 見せて 表示 くれ おり 私 わたし 僕 自分 ここ
  それ これ あれ その この あの また そして それから あと では には とは って ね よ か な お ご いう 言っ なに いい 良い でき でしょ う`.split(
    /\s+/,
  ),
);

/** Whether a text has Japanese characters. */
export function isJapanese(text: string): boolean {
  return JAPANESE.test(text);
}

/** A crude stem: plural and common verb endings off, so that "policies" meets "policy" and "searching" meets "search". */
export function stem(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s$/, '');
  if (JAPANESE.test(lower) || lower.length < 4) return lower;
  if (lower.endsWith('ies') && lower.length > 4) return `${lower.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(lower)) return lower;
  if (/(?:xes|ches|shes|sses)$/.test(lower)) return lower.slice(0, -2);
  if (lower.endsWith('s')) return lower.slice(0, -1);
  if (lower.endsWith('ing') && lower.length > 6) return lower.slice(0, -3);
  if (lower.endsWith('ed') && lower.length > 5) return lower.slice(0, -2);
  return lower;
}

/** Words of a text as written, in order. Japanese runs are segmented; Latin words may hold `-`, `.`, `'`, `#` or `+`. */
export function words(text: string): readonly string[] {
  const found: string[] = [];
  for (const run of text
    .normalize('NFKC')
    .match(/[\u3040-\u30ff\u3400-\u9fff々ー]+|[\p{L}\p{N}][\p{L}\p{N}'’.#+-]*/gu) ?? []) {
    if (!JAPANESE.test(run)) found.push(run.replace(/[.'’-]+$/, ''));
    else for (const part of segmenter.segment(run)) if (part.isWordLike) found.push(part.segment);
  }
  return found.filter((word) => word !== '');
}

/** Whether a word carries meaning for a search. */
export function isContentWord(word: string): boolean {
  const lower = word.toLowerCase();
  if (STOP_WORDS.has(lower) || JAPANESE_STOP_WORDS.has(lower)) return false;
  return !/^[\u3040-\u309f]$/.test(lower);
}

/** Content words of a text as written, in order, without repeats. */
export function contentWords(text: string): readonly string[] {
  return [...new Set(words(text).filter(isContentWord))];
}

/** Stems of a text's content words; hyphenated words count whole and in parts. */
export function stems(text: string): readonly string[] {
  const parts = contentWords(text).flatMap((word) =>
    word.includes('-') ? [word, ...word.split('-').filter((part) => part && isContentWord(part))] : [word],
  );
  return [...new Set(parts.map(stem))];
}

/** A tool name or parameter name as separate words: `searchDocuments_v2` becomes `search Documents v2`. */
export function splitName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_\-./]+/g, ' ')
    .trim();
}

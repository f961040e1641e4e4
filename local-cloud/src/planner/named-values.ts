/** Values of well-known kinds that tools of all sorts ask for: repositories, paths, languages, tickers, expressions. */

const REPOSITORY = /(?<![\w/:.])([A-Za-z0-9][\w-]*)\/([A-Za-z0-9][\w.-]*)(?![\w/])/g;

/** Owner and name of a repository written as `owner/name`; the last such word that is no file. */
export function repositoryIn(clause: string): { readonly owner: string; readonly name: string } | undefined {
  const found = [...clause.replace(/https?:\S+/g, ' ').matchAll(REPOSITORY)];
  const match = found.findLast(([whole]) => !/\.[a-z]{1,4}$/i.test(whole)) ?? found.at(-1);
  const name = match?.[2]?.replace(/[.,]+$/, '');
  return match?.[1] && name ? { owner: match[1], name } : undefined;
}

/** A path of a file or folder: absolute, relative, or a bare name with an extension. */
export function pathIn(clause: string): string | undefined {
  const text = clause.replace(/https?:\S+/g, ' ');
  const rooted = /(?<![\w.])(?:~|\.{1,2})?\/[\w@.-]+(?:\/[\w@.-]+)*/.exec(text)?.[0];
  const named = /(?<![\w/])[\w@.-]+(?:\/[\w@.-]+)*\.[A-Za-z][A-Za-z0-9]{0,5}(?![\w/])/.exec(text)?.[0];
  return (rooted ?? named)?.replace(/[.,]+$/, '');
}

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\bjapanese\b|日本語/i, 'Japanese'],
  [/\benglish\b|英語/i, 'English'],
  [/\bfrench\b|フランス語/i, 'French'],
  [/\bgerman\b|ドイツ語/i, 'German'],
  [/\bspanish\b|スペイン語/i, 'Spanish'],
  [/\bitalian\b|イタリア語/i, 'Italian'],
  [/\bportuguese\b|ポルトガル語/i, 'Portuguese'],
  [/\bchinese\b|中国語/i, 'Chinese'],
  [/\bkorean\b|韓国語/i, 'Korean'],
];

/** The last natural language that a clause names, by its English name: the one to translate to. */
export function languageNameIn(clause: string): string | undefined {
  const places = LANGUAGES.map(([pattern, name]) => ({ at: clause.search(pattern), name })).filter(
    ({ at }) => at >= 0,
  );
  return places.toSorted((left, right) => right.at - left.at)[0]?.name;
}

/** A ticker symbol: a word of two to five capitals. */
export function tickerIn(clause: string): string | undefined {
  return /\b[A-Z]{2,5}\b/.exec(clause)?.[0];
}

/** An arithmetic expression. */
export function expressionIn(clause: string): string | undefined {
  const found = /[\d(][\d\s+*/().^%×÷-]*[\d)]/.exec(clause)?.[0]?.trim();
  return found !== undefined && /[+*/^%×÷-]/.test(found) ? found : undefined;
}

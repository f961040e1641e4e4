/** Languages of the pages. */
export const LANGUAGES = ['en', 'ja'] as const;

/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/**
 * The language a person reads.
 * @param wishes `ui_locales` (OpenID Connect Core 3.1.2.1) and `Accept-Language`, the more telling first
 */
export function languageOf(...wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const found = ranked(wish ?? '').find((tag) => tag === 'en' || tag === 'ja');
    if (found !== undefined) return found;
  }
  return 'en';
}

function ranked(wish: string): readonly Language[] {
  return wish
    .slice(0, 200)
    .toLowerCase()
    .split(/[,\s]+/)
    .map((part, index) => {
      const [tag = '', ...parameters] = part.split(';');
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return {
        tag: tag.split('-')[0] as Language,
        index,
        q: weight === undefined ? 1 : Number(weight.slice(2)),
      };
    })
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q || a.index - b.index)
    .map(({ tag }) => tag);
}

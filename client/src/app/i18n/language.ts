import { computed, inject, Injectable } from '@angular/core';
import { TranslateService, type TranslateLoader } from '@ngx-translate/core';
import { firstValueFrom, from, map, of, type Observable } from 'rxjs';

import { words as english, type Words } from './en/words.js';

/** One language: its code (BCP 47), its name in itself, and where its words are. */
interface LanguageEntry {
  readonly code: string;
  readonly name: string;
  readonly words: () => Observable<Words>;
}

const loaded = (module: Promise<{ readonly words: Words }>) => from(module).pipe(map(({ words }) => words));

/** Languages of the client. English is in the first bundle; the others are fetched when chosen. */
export const LANGUAGES = [
  { code: 'en', name: 'English', words: () => of(english) },
  { code: 'ja', name: '日本語', words: () => loaded(import('./ja/words.js')) },
] as const satisfies readonly LanguageEntry[];
export type LanguageCode = (typeof LANGUAGES)[number]['code'];

const KEY = 'torii.language';

/** The language to start in: the remembered one, else the browser's, else English. */
export function startLanguage(): LanguageCode {
  const stored = localStorage.getItem(KEY);
  if (isLanguage(stored)) return stored;
  const browser = navigator.language.slice(0, 2);
  return isLanguage(browser) ? browser : 'en';
}

/** The words of a language, for what is shown before Angular runs; English where they cannot be fetched. */
export function wordsOf(code: LanguageCode): Promise<Words> {
  return firstValueFrom(loadWords(code)).catch(() => english);
}

/** Gives the translations the words of the languages above. */
@Injectable()
export class BundledTranslations implements TranslateLoader {
  getTranslation(code: string): Observable<Words> {
    return loadWords(code);
  }
}

/** The chosen language, switchable at run time and kept for the next visit. */
@Injectable({ providedIn: 'root' })
export class Language {
  readonly #translate = inject(TranslateService);
  readonly current = computed<LanguageCode>(() => {
    const code = this.#translate.currentLang();
    return isLanguage(code) ? code : 'en';
  });

  choose(code: LanguageCode): void {
    localStorage.setItem(KEY, code);
    document.documentElement.lang = code;
    this.#translate.use(code);
  }
}

function loadWords(code: string): Observable<Words> {
  return (LANGUAGES.find((language) => language.code === code) ?? LANGUAGES[0]).words();
}

function isLanguage(value: string | null | undefined): value is LanguageCode {
  return LANGUAGES.some((language) => language.code === value);
}

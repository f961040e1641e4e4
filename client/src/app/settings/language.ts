import { computed, inject, Injectable } from '@angular/core';
import { TranslateService, type TranslateLoader, type TranslationObject } from '@ngx-translate/core';
import { from, map, of, type Observable } from 'rxjs';

import { en } from './en.js';

/** Languages of the client, each named in itself. */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'ja', name: '日本語' },
] as const;
export type LanguageCode = (typeof LANGUAGES)[number]['code'];

const KEY = 'torii.language';

function isLanguage(value: string | null | undefined): value is LanguageCode {
  return LANGUAGES.some((language) => language.code === value);
}

/** The language to start in: the remembered one, else the browser's, else English. */
export function startLanguage(): LanguageCode {
  const stored = localStorage.getItem(KEY);
  if (isLanguage(stored)) return stored;
  const browser = navigator.language.slice(0, 2);
  return isLanguage(browser) ? browser : 'en';
}

/** English is in the first bundle; other languages are fetched when chosen. */
@Injectable()
export class BundledTranslations implements TranslateLoader {
  getTranslation(language: string): Observable<TranslationObject> {
    if (language === 'ja') return from(import('./ja.js')).pipe(map((module) => module.ja));
    return of(en);
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

import { Injectable, signal } from '@angular/core';

/** What a person may choose; `system` follows the operating system. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

const KEY = 'torii.theme';

/** Sets the remembered theme before the first paint. */
export function applyStoredTheme(): void {
  apply(stored());
}

/** The chosen colour theme, kept for the next visit. */
@Injectable({ providedIn: 'root' })
export class Theme {
  readonly #choice = signal(stored());
  readonly choice = this.#choice.asReadonly();

  choose(choice: ThemeChoice): void {
    localStorage.setItem(KEY, choice);
    apply(choice);
    this.#choice.set(choice);
  }
}

function stored(): ThemeChoice {
  const value = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === value) ?? 'system';
}

function apply(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
}

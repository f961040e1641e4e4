import type { Words } from '../i18n/en/words.js';
import { StartFailure } from './load-config.js';

/**
 * Replaces the page by a plain explanation of why nothing could start, with a button to try again. Angular is not
 * running yet, so it makes the few elements itself.
 */
export function showStartFailure(page: Document, words: Words, cause: unknown): void {
  const failure = cause instanceof StartFailure ? cause : undefined;
  const detail = failure?.detail ?? (cause instanceof Error ? cause.message : String(cause));

  const main = element(page, 'main', 'start-failure');
  main.setAttribute('role', 'alert');
  const retry = element(page, 'button', 'button primary', words.shell.tryAgain);
  retry.addEventListener('click', () => page.defaultView?.location.reload());
  main.append(
    element(page, 'h1', '', words.startFailure.title),
    element(page, 'p', '', words.startFailure[failure?.code ?? 'config_invalid']),
    element(page, 'code', '', detail),
    retry,
  );
  page.querySelector('app-root')?.remove();
  page.body.prepend(main);
}

function element(page: Document, tag: string, className: string, text = ''): HTMLElement {
  const made = page.createElement(tag);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}

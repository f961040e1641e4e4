import { StartFailure, type StartFailureCode } from './load-config.js';

type Words = Readonly<Record<'title' | 'retry' | StartFailureCode, string>>;

// Angular and its translations are not running yet, so this page brings its own few words.
const WORDS: Readonly<Record<'en' | 'ja', Words>> = {
  en: {
    title: 'Torii cannot start',
    retry: 'Try again',
    server_unreachable:
      'The server did not answer. It may still be starting, or it has stopped. Check the terminal where it was started, then try again.',
    config_refused:
      'The server answered, but refused to hand out its public settings. Its log says why. Try again in a moment.',
    config_invalid:
      'The server answered with settings this page cannot use. Server and page may be of different versions: reload, or rebuild both.',
  },
  ja: {
    title: 'Torii を開始できません',
    retry: '再試行',
    server_unreachable:
      'サーバーから応答がありません。起動中か、停止している可能性があります。起動した端末を確認してから再試行してください。',
    config_refused:
      'サーバーは応答しましたが、公開設定を返しませんでした。理由はサーバーのログにあります。しばらくしてから再試行してください。',
    config_invalid:
      'サーバーの設定をこのページでは使えません。サーバーとページの版が違う可能性があります。再読み込みするか、両方をビルドし直してください。',
  },
};

/** Replaces the page by a plain explanation of why nothing could start, with a button to try again. */
export function showStartFailure(page: Document, cause: unknown): void {
  const words = WORDS[page.defaultView?.navigator.language.startsWith('ja') === true ? 'ja' : 'en'];
  const failure = cause instanceof StartFailure ? cause : undefined;
  const detail = failure?.detail ?? (cause instanceof Error ? cause.message : String(cause));

  const main = element(page, 'main', 'start-failure');
  main.setAttribute('role', 'alert');
  const retry = element(page, 'button', 'button primary', words.retry);
  retry.addEventListener('click', () => page.defaultView?.location.reload());
  main.append(
    element(page, 'h1', '', words.title),
    element(page, 'p', '', words[failure?.code ?? 'config_invalid']),
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

import type { Answer } from '../http-answer.js';
import { Html, html } from './html.js';
import type { Language } from './language.js';
import { STYLE, STYLE_SOURCE } from './style.js';

/** What a page may differ in. */
export interface PageOptions {
  readonly language: Language;
  /** Name of the product, in the head of the page. */
  readonly product: string;
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  /** The page has a form that is sent to this server. */
  readonly form?: boolean;
  /** The browser goes on to this address by itself. */
  readonly forwardTo?: string;
  readonly cookies?: readonly string[];
}

const GATE =
  'd="M3 7h26M6 12h20M9 7v19M23 7v19M16 7v5" fill="none" stroke-width="2.6" stroke-linecap="round"';
const MARK = new Html(
  `<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path ${GATE} stroke="currentColor"/></svg>`,
);
const SHEET = new Html(`<style>${STYLE}</style>`);

/**
 * A complete page: no script, nothing loaded, never kept, never framed. A form's answer goes on by `Refresh`, not by
 * a redirect, since `form-action` would hold for the whole chain of redirects behind it, up to the client's address.
 */
export function page(options: PageOptions): Answer {
  const { language, product, title, body, status = 200, form = false, forwardTo, cookies = [] } = options;
  const document = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} - ${product}</title>
        ${SHEET}
      </head>
      <body>
        <main>
          <p class="brand">${MARK}<span>${product}</span></p>
          ${body}
        </main>
      </body>
    </html> `;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(form),
      'content-language': language,
      vary: 'accept-language',
      'cache-control': 'no-store',
      // A form has to say where it comes from; nothing of an address goes to another site.
      'referrer-policy': form ? 'same-origin' : 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      ...(forwardTo === undefined ? {} : { refresh: `0; url=${forwardTo}` }),
      ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }),
    },
    body: document.text,
  };
}

function policy(form: boolean): string {
  return [
    "default-src 'none'",
    `style-src ${STYLE_SOURCE}`,
    `form-action ${form ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** The frame of every page: head, company sign-in card, and the line that says what this is. */
import { Html, html } from './html.js';

/** What a page may differ in. */
export interface PageOptions {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  /**
   * A form of this page leads to the client in the end. CSP's `form-action` would hold for the whole chain of redirects
   * behind it, also for those of a client that is an authorization server itself and sends the browser on.
   */
  readonly leadsToClient?: boolean;
  /** The page posts itself on. */
  readonly script?: boolean;
}

const GATE =
  'd="M3 7h26M6 12h20M9 7v19M23 7v19M16 7v5" fill="none" stroke-width="2.6" stroke-linecap="round"';

const MARK = new Html(
  `<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path ${GATE} stroke="currentColor"/></svg>`,
);

/** The same mark as icon of the pages. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path ${GATE} stroke="#b3261e"/></svg>`;

/** A complete page as response: strict content security policy, never cached, never framed. */
export function page(options: PageOptions): Response {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${options.title} - Contoso (local cloud)</title>
        <link rel="icon" href="/_assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/_assets/sign-in.css" />
      </head>
      <body>
        <main>
          <p class="brand">${MARK}<span>Contoso</span></p>
          ${options.body}
        </main>
        <footer>Local cloud: stands in for Microsoft Entra ID on this machine</footer>
        ${options.script ? new Html('<script src="/_assets/form-post.js"></script>') : undefined}
      </body>
    </html>`;
  return new Response(document.text, {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(options),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
  });
}

function policy(options: PageOptions): string {
  return [
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'self'",
    ...(options.script ? ["script-src 'self'"] : []),
    ...(options.leadsToClient ? [] : ["form-action 'self'"]),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

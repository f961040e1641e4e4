/** `response_mode=form_post` (OAuth 2.0 Form Post Response Mode): a form that posts itself, or by hand. */
import { html } from './html.js';
import { page } from './layout.js';

/** Carries an answer to the redirect URI. */
export function formPostPage(redirectUri: string, answer: URLSearchParams): Response {
  const fields = [...answer].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const body = html`
    <h1>Working...</h1>
    <form method="post" action="${redirectUri}" data-post-now>
      ${fields}
      <p class="actions"><button class="primary">Continue</button></p>
    </form>
  `;
  return page({ title: 'Working', body, leadsToClient: true, script: true });
}

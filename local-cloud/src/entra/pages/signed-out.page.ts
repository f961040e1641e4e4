/** The page after signing out, where the client named no registered address to return to. */
import { html } from './html.js';
import { page } from './layout.js';

/** Says that the session has ended. */
export function signedOutPage(): Response {
  const body = html`
    <h1>You signed out of your account</h1>
    <p class="lead">It's a good idea to close all browser windows.</p>
  `;
  return page({ title: 'Signed out', body });
}

/** The pages of the device code flow. */
import { html } from './html.js';
import { page } from './layout.js';

/** Asks for the code that the device shows. */
export function devicePage(typed: string, refused = false): Response {
  const body = html`
    <h1>Enter code to allow access</h1>
    <p class="lead">Enter the code that is shown in the app or on the device that you want to sign in to.</p>
    ${refused ? html`<p role="alert" class="error">That code didn't work. Check the code and try again.</p>` : undefined}
    <form method="post" action="/common/oauth2/deviceauth">
      <label>Code <input name="user_code" autocomplete="off" required value="${typed.slice(0, 20)}" /></label>
      <p class="actions"><button class="primary">Next</button></p>
    </form>
  `;
  return page({ title: 'Enter code', body, status: refused ? 400 : 200 });
}

/** Says that the browser is no longer needed. */
export function deviceDonePage(signedIn: boolean): Response {
  const body = signedIn
    ? html`<h1>You have signed in</h1>
        <p class="lead">You can close this page and go back to your device.</p>`
    : html`<h1>You have not signed in</h1>
        <p class="lead">The device will stop waiting. You can close this page.</p>`;
  return page({ title: signedIn ? 'Signed in' : 'Not signed in', body });
}

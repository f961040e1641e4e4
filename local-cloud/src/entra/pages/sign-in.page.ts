/** The sign-in page: a button per demo person, and name and password as anywhere else. */
import { DEMO_PASSWORD, DEMO_USERS, type DemoUser } from '../../demo.js';
import type { AuthorizeRequest } from '../authorize/authorize-request.js';
import { Html, html } from './html.js';
import { page } from './layout.js';

/** A first try that failed. */
export interface Refusal {
  readonly refused: boolean;
  readonly username: string;
}

const REFUSED = new Html(
  '<p role="alert" class="error">AADSTS50126: Error validating credentials due to invalid username or password.</p>',
);

/** Asks who it is. After a refusal the same page says so, in the same words for every kind of wrong. */
export function signInPage(request: AuthorizeRequest, flowId: string, refusal?: Refusal): Response {
  const action = `/${request.segment}/login`;
  const context = html`<input type="hidden" name="ctx" value="${flowId}" />`;
  const body = html`
    <h1>${request.prompt === 'select_account' ? 'Pick an account' : 'Sign in'}</h1>
    <p class="lead">to continue to <b>${request.client.name}</b></p>
    <form method="post" action="${action}" aria-label="Demo people">
      ${context}
      <ul class="people">
        ${hintedFirst(request.loginHint).map(personButton)}
      </ul>
    </form>
    <details ${new Html(refusal ? 'open' : '')}>
      <summary>Use a name and password</summary>
      ${refusal ? REFUSED : undefined}
      <form method="post" action="${action}" aria-label="Name and password">
        ${context}
        <label
          >Email
          <input
            name="username"
            type="email"
            autocomplete="username"
            required
            value="${refusal?.username.slice(0, 120) ?? request.loginHint ?? ''}"
        /></label>
        <label
          >Password <input name="password" type="password" autocomplete="current-password" required
        /></label>
        <p class="hint">Everyone's password is <code>${DEMO_PASSWORD}</code>.</p>
        <button class="primary">Sign in</button>
      </form>
    </details>
  `;
  return page({ title: 'Sign in', body, leadsToClient: true });
}

function hintedFirst(hint: string | undefined): DemoUser[] {
  return DEMO_USERS.toSorted((a, b) => Number(b.upn === hint) - Number(a.upn === hint));
}

function personButton(user: DemoUser): Html {
  return html`<li>
    <button class="person" name="user" value="${user.key}">
      <span class="avatar ${user.key}" aria-hidden="true">${initials(user.name)}</span>
      <span class="who"><b>${user.name}</b> <span>${user.upn}</span> <i>${user.story}</i></span>
    </button>
  </li>`;
}

function initials(name: string): string {
  return name
    .split(' ')
    .map((part) => part[0])
    .join('');
}

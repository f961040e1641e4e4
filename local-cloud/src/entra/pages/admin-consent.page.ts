/** What an ordinary person sees where only an administrator may consent. */
import type { DemoUser } from '../../demo.js';
import type { AuthorizeRequest } from '../authorize/authorize-request.js';
import { html } from './html.js';
import { page } from './layout.js';

/** Says that an administrator is needed; the only way on is back to the client. */
export function adminConsentPage(request: AuthorizeRequest, flowId: string, user: DemoUser): Response {
  const body = html`
    <p class="account">${user.upn}</p>
    <h1>Need admin approval</h1>
    <p class="lead">
      <b>${request.client.name}</b> needs permission to access resources in your organization that only an
      administrator can grant. Please ask an administrator to grant permission to this app before you can use
      it.
    </p>
    <form method="post" action="/${request.segment}/consent">
      <input type="hidden" name="ctx" value="${flowId}" />
      <p class="actions">
        <button name="answer" value="cancel">Return to the application without granting consent</button>
      </p>
    </form>
  `;
  return page({ title: 'Need admin approval', body, leadsToClient: true });
}

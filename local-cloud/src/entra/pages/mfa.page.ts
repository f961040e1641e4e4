/** The multi-factor page: stands for the number on the person's phone. */
import type { DemoUser } from '../../demo.js';
import type { AuthorizeRequest } from '../authorize/authorize-request.js';
import { html } from './html.js';
import { page } from './layout.js';

/** Asks for the second factor. */
export function mfaPage(request: AuthorizeRequest, flowId: string, user: DemoUser): Response {
  const body = html`
    <p class="account">${user.upn}</p>
    <h1>Approve sign-in request</h1>
    <p class="lead">
      Your organization needs more proof that it is you before <b>${request.client.name}</b> may go on. In
      reality a notification would appear on your phone.
    </p>
    <form method="post" action="/${request.segment}/mfa">
      <input type="hidden" name="ctx" value="${flowId}" />
      <p class="actions">
        <button name="answer" value="cancel">Cancel</button>
        <button name="answer" value="approve" class="primary">Approve</button>
      </p>
    </form>
  `;
  return page({ title: 'Approve sign-in request', body, leadsToClient: true });
}

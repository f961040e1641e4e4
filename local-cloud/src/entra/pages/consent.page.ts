/** The consent page: what the client, and the APIs behind it, may do in the person's name. */
import type { DemoUser } from '../../demo.js';
import type { AuthorizeRequest } from '../authorize/authorize-request.js';
import { asksForEverything } from '../authorize/next-step.js';
import type { Entra } from '../entra.js';
import type { Registration } from '../registration.js';
import { html, type Html } from './html.js';
import { page } from './layout.js';

/** What people read instead of scope names: per scope, or per resource where the scope says nothing. */
const SENTENCES: Readonly<Record<string, string>> = {
  access_as_user: 'Use Torii as you',
  'Notes.ReadWrite': 'Read and write your notes',
  'User.Read': 'Sign you in and read your profile',
  'Azure AI Search': 'Search documents with your rights',
  'Azure AI': 'Use AI models as you',
  'Azure OpenAI': 'Use language models as you',
};

/** Asks for consent: to what the request names, or to everything the client and its known APIs are registered for. */
export function consentPage(
  entra: Entra,
  request: AuthorizeRequest,
  flowId: string,
  user: DemoUser,
): Response {
  const blocks = asksForEverything(request)
    ? entra.accounts
        .consentChain(request.client)
        .flatMap((app) =>
          Object.entries(app.requiredAccess ?? {}).map(([id, scopes]) =>
            resourceBlock(entra, app, id, scopes),
          ),
        )
    : [resourceBlock(entra, request.client, request.scopes.resource.appId, request.scopes.permissions)];
  const body = html`
    <p class="account">${user.upn}</p>
    <h1>Permissions requested</h1>
    <p class="lead"><b>${request.client.name}</b> would like to:</p>
    <div class="permissions">${blocks}</div>
    <p class="hint">
      Accepting means that this app may use your data as listed. The local cloud forgets it on restart.
    </p>
    <form method="post" action="/${request.segment}/consent">
      <input type="hidden" name="ctx" value="${flowId}" />
      <p class="actions">
        <button name="answer" value="cancel">Cancel</button>
        <button name="answer" value="accept" class="primary">Accept</button>
      </p>
    </form>
  `;
  return page({ title: 'Permissions requested', body, leadsToClient: true });
}

function resourceBlock(
  entra: Entra,
  caller: Registration,
  resourceId: string,
  scopes: readonly string[],
): Html {
  const name = entra.directory.resource(resourceId)?.name ?? resourceId;
  const permission = (scope: string) =>
    html`<li>${SENTENCES[scope] ?? SENTENCES[name] ?? 'Use it as you'} <code>${scope}</code></li>`;
  return html`<section>
    <h2>${name} <small>through ${caller.name}</small></h2>
    <ul>
      ${scopes.map(permission)}
    </ul>
  </section>`;
}

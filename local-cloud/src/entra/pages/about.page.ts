/** Two pages for people who open the cloud itself: what it is, and what an error number means. */
import { DEMO_PASSWORD, DEMO_USERS } from '../../demo.js';
import type { Handler } from '../../handler.js';
import { AADSTS } from '../aadsts-catalogue.js';
import { TENANTS } from '../directory.js';
import type { Entra } from '../entra.js';
import { html } from './html.js';
import { page } from './layout.js';

/** `/` and `/error?code=` as a handler. */
export function createAboutPages(entra: Entra): Handler {
  return (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET') return undefined;
    if (url.pathname === '/') return aboutPage(entra);
    return url.pathname === '/error' ? explainPage(url.searchParams.get('code') ?? '') : undefined;
  };
}

function aboutPage(entra: Entra): Response {
  const people = DEMO_USERS.map(
    (user) => html`<li><b>${user.name}</b> <code>${user.upn}</code> <i>${user.story}</i></li>`,
  );
  const authorities = TENANTS.map(
    ({ id, name }) =>
      html`<dt>${name}</dt>
        <dd><a href="/${id}/v2.0/.well-known/openid-configuration">${entra.url}/${id}/v2.0</a></dd>`,
  );
  const body = html`
    <h1>Local cloud</h1>
    <p class="lead">
      Stand-ins for Microsoft Entra ID, Graph, Azure AI Search, Azure OpenAI and Microsoft Learn.
    </p>
    <p><a href="${entra.context.productUrl}">Open Torii</a></p>
    <h2>Authorities</h2>
    <dl>${authorities}</dl>
    <h2>People (password <code>${DEMO_PASSWORD}</code>)</h2>
    <ul class="plain">
      ${people}
    </ul>
    <h2>Drills</h2>
    <p><a href="/_drill">/_drill</a> lists every fault that can be scripted.</p>
  `;
  return page({ title: 'Local cloud', body });
}

function explainPage(code: string): Response {
  const entry = AADSTS[Number(code)];
  const text = entry ? entry.text : 'The local cloud does not know this number.';
  const body = html`
    <h1>${/^\d{1,9}$/.test(code) ? `AADSTS${code}` : 'Which error?'}</h1>
    <p class="lead">${text}</p>
    ${entry ? html`<p>OAuth error: <code>${entry.error}</code></p>` : undefined}
  `;
  return page({ title: 'Error code', body, status: entry ? 200 : 404 });
}

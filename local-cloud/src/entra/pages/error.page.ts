/** The error page, in Entra's manner: the sentence, and what support will ask for. */
import type { AadstsError, TraceIds } from '../aadsts.js';
import { html } from './html.js';
import { page } from './layout.js';

/** Shows a refusal that must not be sent to any redirect URI. */
export function errorPage(error: AadstsError, ids: TraceIds): Response {
  const body = html`
    <h1>Sorry, but we're having trouble signing you in.</h1>
    <p role="alert" class="error">${error.code}: ${error.message}</p>
    <h2>Troubleshooting details</h2>
    <dl>
      <dt>Error code</dt>
      <dd>${error.aadsts}</dd>
      <dt>Trace ID</dt>
      <dd>${ids.traceId}</dd>
      <dt>Correlation ID</dt>
      <dd>${ids.correlationId}</dd>
      <dt>Timestamp</dt>
      <dd>${ids.timestamp}</dd>
    </dl>
  `;
  return page({ title: 'Sign-in error', body, status: error.status });
}

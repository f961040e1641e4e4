import { OboError } from './obo.error.js';

/**
 * Says in one or two sentences what has to happen next after a failed exchange: the text a tool gives to a
 * model or a person. It names codes, scopes and the correlation id, never the server's own credential.
 */
export function nextStep(error: OboError): string {
  const scopes = error.scopes?.length ? ` for ${error.scopes.join(' ')}` : '';
  const reference = error.correlationId ? ` Correlation id: ${error.correlationId}.` : '';
  const wait = error.retryAfterSeconds ? `in ${String(error.retryAfterSeconds)} seconds` : 'later';
  switch (error.code) {
    case 'consent_required':
      return `The person has not consented yet${scopes}. Ask the person to consent, then call this tool again.`;
    case 'step_up_required':
      return 'The person has to sign in again with more proof (for example MFA). Ask them to do so, then call this tool again.';
    case 'access_blocked':
      return `A policy of the organisation blocks this access; trying again does not help. Tell the person to ask their administrator.${reference}`;
    case 'invalid_token':
      return 'The sign-in of the person is no longer accepted. Ask the person to sign in again, then call this tool again.';
    case 'app_only_token':
      return 'This tool acts on behalf of a person. Call it with the token of a signed-in user, not of an application.';
    case 'resource_not_allowed':
      return 'This server does not exchange tokens for that resource. Choose one of the resources it lists.';
    case 'obo_disabled':
      return 'On-behalf-of is switched off on this server; this tool cannot work until the operator turns it on.';
    case 'authority_unavailable':
      return `The authority is not available at the moment. Try again ${wait}.`;
    case 'upstream_credential_error':
    case 'upstream_configuration_error':
      return `This is a fault of the server, not of the person; trying again does not help. Tell the operator.${reference}`;
  }
}

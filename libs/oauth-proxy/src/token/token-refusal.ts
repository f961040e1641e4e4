import { AuthorityError } from '../entra/authority-fault.js';
import { OAuthError } from '../oauth-error.js';

const LATER_SECONDS = 5;

/** What a client gets when the authority refused: never more of Entra's answer than its number. */
export function refusal(error: unknown): unknown {
  if (!(error instanceof AuthorityError)) return error;
  const { aadsts, retryAfterSeconds = LATER_SECONDS } = error.facts;
  const number = aadsts === undefined ? '' : ` (${aadsts})`;
  switch (error.kind) {
    case 'refused':
      return new OAuthError('invalid_grant', `Entra did not accept the sign-in${number}: sign in again.`, {
        cause: error,
      });
    case 'client':
      return new OAuthError('server_error', `This server is not set up rightly at Entra${number}.`, {
        cause: error,
      });
    case 'unavailable':
      return new OAuthError(
        'temporarily_unavailable',
        'Entra is not available at the moment: try again later.',
        {
          retryAfterSeconds,
          cause: error,
        },
      );
  }
}

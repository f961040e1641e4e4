import { AuthError, InteractionRequiredAuthError } from '@azure/msal-browser';

import { SignInFault } from './sign-in-fault.js';

describe('SignInFault', () => {
  it.each([
    ['access_denied', 'AADSTS65004: User declined to consent', 'cancelled', 'AADSTS65004'],
    ['invalid_request', 'AADSTS50011: The redirect URI does not match', 'app_misconfigured', 'AADSTS50011'],
    ['server_error', 'AADSTS50020: User account does not exist in tenant', 'wrong_tenant', 'AADSTS50020'],
    ['timed_out', 'See https://aka.ms/msal.js.errors#timed_out', 'timed_out', 'timed_out'],
    ['endpoints_resolution_error', '', 'authority_unreachable', 'endpoints_resolution_error'],
    ['something_new', '', 'unknown', 'something_new'],
  ])('puts %s (%s) into the words of %s', (errorCode, message, code, entraCode) => {
    const fault = SignInFault.from(new AuthError(errorCode, '', message));
    expect(fault.code).toBe(code);
    expect(fault.entraCode).toBe(entraCode);
  });

  it('knows a session that needs the person', () => {
    expect(SignInFault.from(new InteractionRequiredAuthError('login_required', '')).code).toBe(
      'session_expired',
    );
  });

  it('keeps what it cannot read as the cause', () => {
    const cause = new Error('?');
    expect(SignInFault.from(cause)).toMatchObject({ code: 'unknown', cause });
  });
});

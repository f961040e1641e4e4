/**
 * What the local Entra knows about each AADSTS number: OAuth error, suberror, HTTP status and sentence.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes and recorded answers.
 */

/** One line of the catalogue. */
export interface AadstsEntry {
  readonly error: string;
  readonly text: string;
  readonly suberror?: string;
  /** HTTP status of the token endpoint; 400 where absent. */
  readonly status?: number;
  /** Conditional Access errors answer with a claims request that satisfies the policy. */
  readonly challenge?: boolean;
}

const grant = (text: string, suberror?: string): AadstsEntry => ({ error: 'invalid_grant', text, suberror });
const client = (text: string, error = 'invalid_client'): AadstsEntry => ({ error, text, status: 401 });
const invalid = (text: string, error = 'invalid_request'): AadstsEntry => ({ error, text });
const consent = (text: string): AadstsEntry => grant(text, 'consent_required');
const stepUp = (text: string, suberror = 'basic_action'): AadstsEntry => ({
  error: 'interaction_required',
  text,
  suberror,
  challenge: true,
});
const busy = (text: string, status = 503): AadstsEntry => ({
  error: 'temporarily_unavailable',
  text,
  status,
});

/** The catalogue, by number. */
export const AADSTS: Readonly<Record<number, AadstsEntry>> = {
  // consent
  65001: consent(
    'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
  ),
  65004: { ...consent('User declined to consent to access the app.'), error: 'access_denied' },
  90094: consent('An administrator of the tenant must grant the permission before it can be used.'),
  9002341: consent('The user is required to permit single sign-on for this application.'),
  // Conditional Access, answered with claims
  50072: stepUp('The user must enroll in multi-factor authentication to access this resource.'),
  50074: stepUp('Strong authentication is required and the user did not pass the MFA challenge.'),
  50076: stepUp(
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access this resource.',
  ),
  50078: stepUp('Presented multi-factor authentication has expired due to policies of your administrator.'),
  50079: stepUp('The user is required to use multi-factor authentication and is not enrolled.'),
  50158: stepUp('An external security challenge was not satisfied.', 'additional_action'),
  53000: stepUp('The device is not in the required state: it must be compliant.', 'message_only'),
  53001: stepUp('The device is not in the required state: it must be domain joined.', 'message_only'),
  53002: stepUp('The app used is not an approved app for Conditional Access.', 'message_only'),
  70043: stepUp('The token has expired or is invalid due to sign-in frequency checks of Conditional Access.'),
  // blocked by policy
  50105: invalid('The signed in user is not assigned to a role for the application.', 'interaction_required'),
  53003: grant('Access has been blocked by Conditional Access policies.', 'message_only'),
  530032: grant('Blocked by security policy of the tenant.', 'message_only'),
  530034: grant('A delegated administrator was blocked due to account risk in their home tenant.'),
  530035: grant('Access has been blocked by security defaults.', 'message_only'),
  // the user assertion
  50013: grant('Assertion failed signature validation. [Reason - The key was not found.]'),
  500131: grant('Assertion audience does not match the client app presenting the assertion.'),
  500133: grant(
    'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.',
  ),
  50173: grant(
    'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
    'bad_token',
  ),
  50057: grant('The user account is disabled.'),
  50177: grant('The user account of another tenant does not exist in this tenant.'),
  7000114: grant('The application is not allowed to make application on-behalf-of calls.'),
  240002: invalid(
    "Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.",
    'invalid_grant',
  ),
  // codes and refresh tokens
  70000: grant('The provided value for the input parameter is not valid.', 'bad_token'),
  70008: grant('The provided authorization code or refresh token has expired due to inactivity.'),
  54005: grant('OAuth2 authorization code was already redeemed, please retry with a new valid code.'),
  500112: grant('The reply address does not match the one provided when requesting the authorization code.'),
  501481: grant('The code_verifier does not match the code_challenge of the authorization request.'),
  700082: grant('The refresh token has expired due to inactivity.', 'bad_token'),
  700084: grant('The refresh token was issued to a single page app and has expired.', 'bad_token'),
  // the client and its credential
  700016: client('The application was not found in the directory.', 'unauthorized_client'),
  70002: client('Error validating credentials of the client.'),
  700024: client('Client assertion is not within its valid time range.'),
  700027: client(
    'The certificate with identifier used to sign the client assertion is not registered on application.',
  ),
  700025: client('Client is public so neither client_assertion nor client_secret should be presented.'),
  700211: client('No matching federated identity record found for presented assertion issuer.'),
  700212: client('No matching federated identity record found for presented assertion audience.'),
  700213: client('No matching federated identity record found for presented assertion subject.'),
  7000214: client('The certificate has been revoked.'),
  7000215: client(
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
  ),
  7000216: client("'client_assertion', 'client_secret' or 'request' is required for this grant type."),
  7000218: client(
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ),
  7000222: client('The provided client secret keys for the app are expired.'),
  7000274: client('The client assertion is not valid.'),
  7000277: client('The certificate credential is not valid.'),
  1000502: client('The provided certificate is not within its specified validity period.'),
  50012: client('Client assertion contains an invalid signature or its claims are not valid.'),
  // tenant and cloud
  90002: invalid('Tenant not found. Check to make sure you have the correct tenant ID and cloud.'),
  50049: invalid('Unknown or invalid instance.', 'invalid_instance'),
  90038: invalid('The tenant belongs to another national cloud.'),
  90051: invalid('Invalid national cloud identifier.'),
  9001023: invalid('The grant type is not supported over the /common or /consumers endpoints.'),
  // resource and scope
  500011: invalid('The resource principal was not found in the tenant.', 'invalid_resource'),
  650057: invalid(
    'Invalid resource. The client has requested access to a resource which is not listed in the requested permissions of its registration.',
    'invalid_resource',
  ),
  650053: invalid('The application asked for a scope that does not exist on the resource.', 'invalid_client'),
  700022: invalid('The scope contains more than one resource.', 'invalid_grant'),
  70011: invalid("The provided value for the input parameter 'scope' is not valid.", 'invalid_scope'),
  28002: invalid('Provided value for the input parameter scope is not valid.', 'invalid_scope'),
  9010010: invalid(
    "The resource parameter provided in the request doesn't match with the requested scopes.",
    'invalid_target',
  ),
  90009: invalid(
    'Application is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.',
  ),
  // agents
  50000: grant(
    'There was an error issuing a token: the user of the federated identity credential was not found.',
  ),
  82001: invalid('Agentic application is not permitted to use this grant type.', 'unauthorized_client'),
  82014: invalid(
    'Agentic application is not permitted to request tokens interactively.',
    'unauthorized_client',
  ),
  // the request itself
  50011: invalid('The redirect URI specified in the request does not match the ones configured.'),
  50020: invalid('User account does not exist in the tenant and cannot access the application.'),
  50034: invalid('The user account does not exist in the directory.', 'invalid_grant'),
  50058: invalid('A silent sign-in request was sent but no user is signed in.', 'login_required'),
  50126: invalid('Error validating credentials due to invalid username or password.', 'invalid_grant'),
  70001: client('The application is disabled or not found.', 'unauthorized_client'),
  70003: invalid('The app requested an unsupported grant type.', 'unsupported_grant_type'),
  70005: invalid('The app requested an unsupported response type.', 'unsupported_response_type'),
  700054: invalid('The response_type is not enabled for the application.', 'unsupported_response_type'),
  90023: invalid('The request has an invalid parameter value.'),
  90100: invalid('The sign-in has ended or its address is not complete.'),
  500121: invalid('Authentication failed during strong authentication request.', 'access_denied'),
  70007: invalid("The 'response_mode' parameter has an unsupported value.", 'invalid_request'),
  900144: invalid('The request body must contain a required parameter that is missing.'),
  9002313: invalid('Invalid request. Request is malformed or invalid.'),
  9002325: invalid('Proof Key for Code Exchange is required for cross-origin authorization code redemption.'),
  501491: invalid("The 'code_challenge' is malformed or its method is not S256."),
  // busy
  50196: {
    error: 'invalid_grant',
    text: 'The server terminated an operation because it encountered a loop.',
  },
  90006: busy('The service is temporarily unavailable, please retry.'),
  90012: busy('The request has timed out.', 504),
  90024: busy('The request budget was exceeded: a transient error, please try again.'),
  90033: busy('A transient error has occurred. Please try again.'),
  90055: busy('The tenant is throttled: there are too many requests.', 429),
};

import { oboCodeOf, oboFailure } from '#libs/obo';

/** A fault people meet, by the codes and words they see. */
export interface Explanation {
  /** AADSTS codes, problem codes and key words, lower-case. */
  readonly names: readonly string[];
  readonly cause: string;
  readonly fix: string;
}

/**
 * The faults worth a page of their own. Numbers are hints for people: Entra may change them.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const EXPLANATIONS: readonly Explanation[] = [
  {
    names: ['consent', 'consent_required'],
    cause: "Nobody has consented to the API's permission for the downstream resource.",
    fix: 'Press Continue on the card in the chat, or grant admin consent on the API registration (API permissions); list the client in knownClientApplications so that one page covers both.',
  },
  {
    names: ['audience', 'audience validation failed', 'aadsts500131'],
    cause:
      'The token was issued for another API, or the Application ID URI in the settings is not the registered one.',
    fix: 'Compare API_APP_ID and API_APP_ID_URI with "Expose an API"; ask for the scope <API_APP_ID_URI>/access_as_user; list further audiences in ALLOWED_AUDIENCES.',
  },
  {
    names: ['issuer', 'issuer validation failed'],
    cause: 'The token comes from another tenant, or has another version than is accepted.',
    fix: 'Check TENANT_ID and ALLOWED_TENANTS; set requestedAccessTokenVersion to 2 in the API registration, or ACCEPT_V1_TOKENS=true.',
  },
  {
    names: ['obo', 'on-behalf-of', 'upstream_credential_error'],
    cause:
      'The server cannot prove to Entra who it is: a setting is missing, or the credential or federated credential is not registered.',
    fix: 'Set USE_OBO_FLOW and one credential (UMI_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE, ENTRA_APP_CLIENT_CERTIFICATE_PATH or ENTRA_APP_CLIENT_SECRET) for ENTRA_APP_CLIENT_ID, and register it there.',
  },
  {
    names: ['chat', 'deployment_not_found', 'model_unauthorized', 'model_unavailable', 'deploymentnotfound'],
    cause:
      'The model does not answer: endpoint, deployment name or key are wrong, or the deployment does not exist.',
    fix: "Check AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_CHAT_DEPLOYMENT_NAME (the deployment's name, not the model's) and AZURE_OPENAI_API_KEY; without a key the server's identity needs the role Cognitive Services OpenAI User.",
  },
  {
    names: ['aadsts9010010', 'aadsts901002', 'resource parameter'],
    cause:
      'An MCP client sent the resource parameter, and it is not the Application ID URI of the scopes it asked for.',
    fix: 'Make the Application ID URI the URL of the MCP endpoint (verified domain, no slash at the end) and set API_APP_ID_URI to it, or use a client that leaves resource out.',
  },
  {
    names: ['step_up_required', 'mfa'],
    cause: 'Conditional Access wants more proof from the person for this resource.',
    fix: 'Answer the claims challenge: the sign-in is repeated with the claims that Entra asked for. The chat does it on Continue.',
  },
  {
    names: ['access_blocked'],
    cause: 'A Conditional Access policy blocks this access; trying again does not help.',
    fix: 'An administrator finds the policy in the sign-in log under the correlation id.',
  },
  {
    names: ['aadsts50011', 'redirect'],
    cause: 'The redirect URI is not registered, or under Web instead of Single-page application.',
    fix: 'Register <PUBLIC_URL>/redirect.html and <PUBLIC_URL>/api/docs/oauth2-redirect.html as Single-page application.',
  },
  {
    names: ['aadsts7000215', 'aadsts7000222', 'secret'],
    cause: 'The client secret is wrong or has expired.',
    fix: 'Make a new one and copy its value, not its id, into ENTRA_APP_CLIENT_SECRET.',
  },
  {
    names: ['aadsts700027', 'aadsts700024', 'certificate'],
    cause:
      'The certificate is not registered on the application, or the signed assertion is out of its time.',
    fix: "Upload the certificate of ENTRA_APP_CLIENT_CERTIFICATE_PATH to the registration; check the server's clock.",
  },
  {
    names: ['aadsts700211', 'aadsts700212', 'aadsts700213', 'federated'],
    cause:
      'No federated credential of the registration matches issuer, audience or subject of the assertion.',
    fix: "Compare them: issuer of the tenant, audience api://AzureADTokenExchange, subject = the identity's principal (object) id.",
  },
  {
    names: ['app_only_token'],
    cause: 'An application without a user called an on-behalf-of operation.',
    fix: 'On-behalf-of needs a signed-in person; give the daemon its own permission to the resource.',
  },
  {
    names: ['upstream_configuration_error'],
    cause:
      'The resource is not known in the tenant, or the API registration does not list a permission for it.',
    fix: 'Check the spelling in TARGET_AUDIENCES and add the delegated permission under API permissions of the API registration.',
  },
  {
    names: ['invalid_token'],
    cause:
      'Entra did not take the token as a user assertion: expired, revoked, or not issued for ENTRA_APP_CLIENT_ID.',
    fix: 'Sign in again; ENTRA_APP_CLIENT_ID must be the API that the token was issued for.',
  },
  {
    names: ['aadsts90002', 'tenant'],
    cause: 'The tenant does not exist in this cloud.',
    fix: 'Check TENANT_ID, and ENTRA_AUTHORITY_HOST for sovereign clouds.',
  },
  {
    names: ['aadsts650053'],
    cause: 'A scope was asked for that the API registration does not expose.',
    fix: 'Compare the scope with "Expose an API" of the API registration: REQUIRED_SCOPE and the scopes of tools have to stand there, enabled.',
  },
  {
    names: ['aadsts90009'],
    cause: 'An application asks for a token of itself by its Application ID URI; Entra wants its GUID there.',
    fix: 'Ask for <API_APP_ID>/access_as_user (the GUID) where client and API are one registration. The OAuth proxy does so itself.',
  },
  {
    names: ['aadsts9002326'],
    cause:
      'A browser redeems a code for a redirect URI that is not registered as Single-page application, so Entra refuses the cross-origin request.',
    fix: 'Move the redirect URI of the browser client from Web (or Mobile and desktop) to Single-page application.',
  },
];

/** Finds the explanation of a code (`AADSTS65001`, `65001`, `consent_required`) or of a sentence that holds one. */
export function explain(words: string): Explanation | undefined {
  const asked = words.trim().toLowerCase();
  const code = /^(?:aadsts)?(\d{5,8})$/.exec(asked)?.[1] ?? /aadsts(\d{5,8})/.exec(asked)?.[1];
  if (code !== undefined) return pageOf(`aadsts${code}`) ?? fromNumber(Number(code));
  if (asked === '') return undefined;
  return (
    pageOf(asked) ??
    fromFailure(asked) ??
    EXPLANATIONS.find(({ names }) => names.some((name) => asked.includes(name)))
  );
}

/** A number without a page of its own is explained by the exchange's code that it hints at. */
function fromNumber(number: number): Explanation | undefined {
  const code = oboCodeOf(number);
  return code && (pageOf(code) ?? fromFailure(code));
}

function fromFailure(code: string): Explanation | undefined {
  const failure = oboFailure(code);
  return failure && { names: [code], cause: failure.message, fix: failure.nextStep({}) };
}

function pageOf(name: string): Explanation | undefined {
  return EXPLANATIONS.find(({ names }) => names.includes(name));
}

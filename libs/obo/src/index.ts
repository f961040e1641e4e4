/** On-behalf-of token exchange for Microsoft Entra ID. This file is the whole public surface. */

export { OboModule } from './obo.module.js';
export type { OboOptions } from './obo.options.js';
export { createObo, type Obo } from './create-obo.js';
export { TokenExchanger } from './token-exchanger.js';
export { AppTokens } from './app-tokens.js';
export { ClientCredentials } from './client-credentials.js';
export { OboHealth, type OboReadiness } from './obo-health.js';
export type { ExchangeEvent } from './exchange-event.js';
export type { ExchangedToken, ExchangeRequest, RefusedToken, UserAssertion } from './exchange.types.js';

// Failures: the class to catch, the rows behind its codes, the sentence for people and models.
export { nextStep, OboError, type OboErrorDetails } from './errors/obo.error.js';
export {
  OBO_FAILURES,
  type OboErrorCode,
  oboCodeOf,
  type OboFailure,
  oboFailure,
} from './errors/failures.js';

// The port for a client credential of one's own, and the providers that come with the library.
export {
  type ClientCredential,
  type CredentialContext,
  CredentialUnavailableError,
} from './credentials/client-credential.js';
export type { ClientAuthentication, SigningCertificate } from './authority/client-authentication.js';
export type { CredentialSpec } from './credentials/credential-spec.js';
export type { ManagedIdentityOptions } from './credentials/managed-identity.js';
export type { WorkloadIdentityOptions } from './credentials/workload-identity.js';

/**
 * On-behalf-of token exchange for Microsoft Entra ID. This file is the whole public surface.
 * @module
 */

export { OboModule } from './obo.module.js';
export type { OboOptions } from './obo.options.js';
export { createObo } from './create-obo.js';
export type { Obo } from './create-obo.js';
export { TokenExchanger } from './token-exchanger.js';
export { AppTokens } from './app-tokens.js';
export { OboHealth } from './readiness.js';
export type { OboReadiness } from './readiness.js';
export type { ExchangedToken, ExchangeRequest, UserAssertion } from './exchange.types.js';

// Failures: the class to catch, the codes to branch on, the sentence for people and models.
export { OBO_STATUS, OboError } from './obo.error.js';
export type { OboErrorCode, OboErrorDetails } from './obo.error.js';
export { nextStep } from './next-step.js';

// The port for one's own client credential, and the providers that come with the library.
export { CredentialUnavailableError } from './client-credential.js';
export type {
  CertificateProof,
  ClientCredential,
  ClientProof,
  CredentialContext,
} from './client-credential.js';
export type { CredentialSpec } from './credentials/credential-spec.js';
export type { ManagedIdentityOptions } from './credentials/managed-identity.js';
export type { WorkloadIdentityOptions } from './credentials/workload-identity.js';

// Second level of the cache, shared by replicas.
export type { SealingKey, SharedCacheOptions, SharedTokenStore } from './sealed-cache.js';

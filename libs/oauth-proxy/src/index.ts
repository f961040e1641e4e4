/**
 * An authorization server for MCP clients in front of Microsoft Entra ID. This file is the whole public surface.
 * @module
 */
export { OAuthProxyModule } from './oauth-proxy.module.js';
export type { OAuthProxyExtras } from './oauth-proxy.module.js';
export type { OAuthProxyOptions } from './oauth-proxy.options.js';
export type { ProtectedApi } from './authorize/api-scopes.js';
export type { ConfiguredClient } from './clients/client-directory.js';
export type { DocumentNetwork } from './documents/pinned-fetch.js';
export { isPublicAddress } from './documents/public-address.js';

// The credential of the proxy's own client, which the application brings
export type {
  ClientAuthentication,
  LoadsClientAuthentication,
  SigningCertificate,
} from './entra/client-authentication.js';

// What replicas know together
export type { OAuthProxyStore } from './store/oauth-proxy-store.js';
export { MemoryStore } from './store/memory-store.js';

// Consent and step-up for people whose client is not a browser
export { ConnectLinks } from './connect/connect-links.js';
export type { ConnectLink, ConnectNeed } from './connect/connect-links.js';
export { StepUps } from './step-up/step-ups.js';
export type { Person, StepUpNeed } from './step-up/step-ups.js';

// Audit
export type { SignInRecord, SignInReporter } from './sign-in-record.js';

import { ApiScopes } from './authorize/api-scopes.js';
import type { AuthorizeRules } from './authorize/authorize-request.js';
import { Callback } from './authorize/callback.js';
import { Cookies } from './authorize/cookies.js';
import { SignIn } from './authorize/sign-in.js';
import { StepUpLeg } from './authorize/step-up-leg.js';
import { ClientDirectory } from './clients/client-directory.js';
import { Registration } from './clients/registration.js';
import { ConnectFlow } from './connect/connect-flow.js';
import { ConnectLinks } from './connect/connect-links.js';
import { DocumentStore } from './documents/document-store.js';
import { wellKnownClient } from './documents/well-known-clients.js';
import { Authority } from './entra/authority.js';
import { EntraClient } from './entra/entra-client.js';
import { authorizationServerMetadata } from './metadata/authorization-server.js';
import { checkOptions, type OAuthProxyOptions } from './oauth-proxy.options.js';
import { Pages } from './pages/pages.js';
import { Sealer } from './seal/sealer.js';
import { StepUps } from './step-up/step-ups.js';
import { MemoryStore } from './store/memory-store.js';
import { ClientAssertions } from './token/client-assertion.js';
import { ClientAuthenticator } from './token/client-authentication.js';
import { TokenEndpoint } from './token/token-endpoint.js';

const DAY = 86_400;
/** Draft of client id metadata documents: at most 5 KiB are read. */
const DOCUMENTS = { maxBytes: 5120, longestSeconds: DAY, usualSeconds: 3600, maxDocuments: 1000 };
const KEY_SETS = { maxBytes: 32_768, longestSeconds: DAY, usualSeconds: 600, maxDocuments: 1000 };

/** Everything that the endpoints need, put together from options. */
export interface OAuthProxy {
  readonly options: OAuthProxyOptions;
  /** JSON text of the authorization server's metadata; written at the first call. */
  readonly metadata: () => string;
  readonly registration: Registration;
  readonly signIn: SignIn;
  readonly callback: Callback;
  readonly token: TokenEndpoint;
  readonly connect: ConnectFlow;
  readonly pages: Pages;
  readonly links: ConnectLinks;
  readonly stepUps: StepUps;
}

/** Puts the proxy together, without Nest. @throws TypeError where options are wrong */
export function createOAuthProxy(options: OAuthProxyOptions): OAuthProxy {
  checkOptions(options);
  const { issuer, resource, authorityHost, tenantId, clientId, now = Date.now } = options;
  const { redirectHosts = [], acceptDocuments = true, acceptRegistrations = true } = options;
  const sealer = new Sealer(options.keys, now);
  const store = options.store ?? new MemoryStore(now);
  const scopes = new ApiScopes(options.api, clientId, resource);
  const network = options.documentNetwork ?? {};
  const clients = new ClientDirectory({
    sealer,
    redirectHosts,
    acceptDocuments,
    documents: new DocumentStore(DOCUMENTS, network, now, wellKnownClient),
    configured: options.clients ?? {},
  });
  const authority = new Authority({ authorityHost, tenantId, clientId, now });
  const entraFor = (id: string): EntraClient =>
    new EntraClient({
      authority,
      clientId: id,
      redirectUri: `${issuer}/oauth/callback`,
      clientAuthentication: options.clientAuthentication,
    });
  const entra = entraFor(clientId);
  const stepUps = new StepUps(store, now);
  const cookies = new Cookies(issuer, now);
  const pages = new Pages({ product: options.name, authority: new URL(authorityHost).host });
  const links = new ConnectLinks(issuer, sealer, store, now);
  const connectEntra = entraFor(options.connectClientId ?? clientId);
  const connect = new ConnectFlow({ issuer, sealer, cookies, pages, links, entra: connectEntra });
  const rules: AuthorizeRules = { clients, scopes, resource, redirectHosts };
  const stepUp = new StepUpLeg(stepUps, tenantId);
  const keySets = new DocumentStore(KEY_SETS, network, now);
  const assertions = new ClientAssertions({ audiences: [issuer, `${issuer}/token`], keySets, store, now });
  return {
    options,
    metadata: once(() =>
      authorizationServerMetadata({
        issuer,
        scopes: scopes.supported,
        acceptRegistrations,
        acceptDocuments,
      }),
    ),
    registration: new Registration({ sealer, redirectHosts, scopes, now }),
    signIn: new SignIn({ issuer, rules, sealer, cookies, pages, entra }),
    callback: new Callback({ issuer, sealer, cookies, authority, entra, scopes, stepUp, connect }),
    token: new TokenEndpoint({
      authenticator: new ClientAuthenticator(clients, assertions),
      sealer,
      scopes,
      entra,
      stepUps,
      resource,
      report: options.onSignIn ?? (() => undefined),
    }),
    connect,
    pages,
    links,
    stepUps,
  };
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}

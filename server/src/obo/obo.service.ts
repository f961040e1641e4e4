import { Inject, Injectable } from '@nestjs/common';
import type { ClaimSet, OboProfile, OboResource, OboToken } from '#libs/contract';
import type { Caller } from '#libs/entra-auth';
import { type ExchangedToken, TokenExchanger } from '#libs/obo';
import { GraphClient } from '../downstream/graph.client.js';
import { OBO_ROUTES_OPTIONS, type OboRoutesOptions } from './obo-routes.options.js';

/** What well-known resources of the cloud are for. */
const PURPOSES: Readonly<Record<string, string>> = {
  'https://search.azure.com': 'Azure AI Search: find the documents that you may read',
  'https://ai.azure.com': 'Azure AI Foundry: models and agents with your rights',
  'https://cognitiveservices.azure.com': 'Azure AI services with your rights',
  'https://management.azure.com': 'Azure Resource Manager with your rights',
  'https://storage.azure.com': 'Azure Storage: blobs and files that you may read',
  'https://vault.azure.net': 'Azure Key Vault with your rights',
  'https://database.windows.net': 'Azure SQL Database with your rights',
};

/** Says in an answer that claims were left out, and why. */
const HIDDEN = { note: 'TOKEN_INSPECTOR is off on this server: no claims are shown.' };

/** An answer without its claims, where the operator shows none. */
type WithoutClaims<T, K extends keyof T> = Omit<T, K> & { readonly note: string };

/** What the on-behalf-of routes show of tokens, according to `TOKEN_INSPECTOR`. */
@Injectable()
export class OboService {
  readonly #exchanger: TokenExchanger;
  readonly #graph: GraphClient;
  readonly #options: OboRoutesOptions;

  constructor(
    exchanger: TokenExchanger,
    graph: GraphClient,
    @Inject(OBO_ROUTES_OPTIONS) options: OboRoutesOptions,
  ) {
    this.#exchanger = exchanger;
    this.#graph = graph;
    this.#options = options;
  }

  /** The resources that a token can be acquired for. */
  resources(): OboResource[] {
    return allowedResources(this.#options.targetAudiences, this.#options.graphEndpoint);
  }

  /** Exchanges the caller's token and returns what came out of it; the token itself only for `raw` at level `full`. */
  async token(
    caller: Caller,
    resource: string,
    signal: AbortSignal,
    raw = false,
  ): Promise<OboToken | WithoutClaims<OboToken, 'claims'>> {
    const token = await this.#exchanger.exchange(caller, { resource, signal });
    const facts = factsOf(token);
    const { tokenInspector } = this.#options;
    if (tokenInspector === 'off') return { ...facts, ...HIDDEN };
    const shown = raw && tokenInspector === 'full' ? { access_token: token.accessToken } : {};
    return { ...facts, claims: token.claims, ...shown };
  }

  /** The caller's profile from Graph, with the claims that came in and those of the exchanged token. */
  async profile(
    caller: Caller,
    signal: AbortSignal,
  ): Promise<OboProfile | WithoutClaims<OboProfile, 'incoming' | 'exchanged'>> {
    const profile = await this.#graph.me(caller, signal);
    if (this.#options.tokenInspector === 'off') return { profile, ...HIDDEN };
    const { claims } = await this.#exchanger.exchange(caller, { scopes: [this.#graph.scope], signal });
    return { profile, incoming: caller.claims, exchanged: claims satisfies ClaimSet };
  }
}

function factsOf(token: ExchangedToken): Omit<OboToken, 'claims' | 'access_token'> {
  const { resource, audience, issuer, scopes, expiresAt, subject, upn, credential, fromCache } = token;
  return {
    resource,
    audience,
    issuer,
    scopes,
    expiresAt,
    subject,
    ...(upn === undefined ? {} : { upn }),
    credential,
    fromCache,
  };
}

/** The allow-list as the API shows it: the configured resources in their order, then Microsoft Graph. */
function allowedResources(audiences: readonly string[], graphEndpoint: string): OboResource[] {
  const listed = audiences.map((resource) => ({ resource, purpose: purposeOf(resource) }));
  const graph = { resource: graphEndpoint, purpose: 'Microsoft Graph: your own profile (User.Read only)' };
  return [...listed.filter(({ resource }) => resource !== graphEndpoint), graph];
}

function purposeOf(resource: string): string {
  return Object.hasOwn(PURPOSES, resource)
    ? (PURPOSES[resource] ?? '')
    : 'Another API that the operator allowed, with your rights';
}

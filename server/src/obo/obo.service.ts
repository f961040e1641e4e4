import { Inject, Injectable } from '@nestjs/common';
import type { ClaimSet, OboProfile, OboResource, OboToken } from '#libs/contract';
import type { Caller } from '#libs/entra-auth';
import { type ExchangedToken, TokenExchanger } from '#libs/obo';
import { GraphClient } from '../downstream/graph.client.js';
import { OBO_ROUTES_OPTIONS, type OboRoutesOptions } from './obo-routes.options.js';
import { allowedResources } from './resource-purposes.js';

/** Says in an answer that claims were left out, and why. */
const HIDDEN = { note: 'TOKEN_INSPECTOR is off on this server: no claims are shown.' };

/** An answer without its claims, where the operator shows none. */
type WithoutClaims<T, K extends keyof T> = Omit<T, K> & { readonly note: string };

/** What the on-behalf-of routes show of tokens, according to `TOKEN_INSPECTOR`. */
@Injectable()
export class OboService {
  constructor(
    private readonly exchanger: TokenExchanger,
    private readonly graph: GraphClient,
    @Inject(OBO_ROUTES_OPTIONS) private readonly options: OboRoutesOptions,
  ) {}

  /** The resources that a token can be had for. */
  resources(): OboResource[] {
    return allowedResources(this.options.targetAudiences, this.options.graphEndpoint);
  }

  /** Exchanges the caller's token and tells what came out of it; the token itself only at level `full`. */
  async token(
    caller: Caller,
    resource: string,
    signal: AbortSignal,
  ): Promise<OboToken | WithoutClaims<OboToken, 'claims'>> {
    const token = await this.exchanger.exchange(caller, { resource, signal });
    const facts = factsOf(token);
    const { tokenInspector } = this.options;
    if (tokenInspector === 'off') return { ...facts, ...HIDDEN };
    const raw = tokenInspector === 'full' ? { access_token: token.accessToken } : {};
    return { ...facts, claims: token.claims, ...raw };
  }

  /** The caller's profile out of Graph, with the claims that came in and those of the exchanged token. */
  async profile(
    caller: Caller,
    signal: AbortSignal,
  ): Promise<OboProfile | WithoutClaims<OboProfile, 'incoming' | 'exchanged'>> {
    const profile = await this.graph.me(caller, signal);
    if (this.options.tokenInspector === 'off') return { profile, ...HIDDEN };
    const { claims } = await this.exchanger.exchange(caller, { scopes: [this.graph.scope], signal });
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

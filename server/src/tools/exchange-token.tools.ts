import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#libs/entra-auth';
import { Tool, type ToolContext } from '#libs/mcp';
import { type ExchangedToken, TokenExchanger } from '#libs/obo';
import { TOOLS_OPTIONS, type ToolsOptions } from './tools.options.js';

const output = z.object({
  resource: z.string(),
  audience: z.string(),
  issuer: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.number().describe('Seconds since the epoch, UTC'),
  subject: z.string(),
  upn: z.string().optional(),
  fromCache: z.boolean(),
  claims: z.record(z.string(), z.unknown()).optional().describe('Claims of the exchanged token, decoded'),
});

const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };

@Injectable()
export class ExchangeTokenTools {
  readonly #exchanger: TokenExchanger;
  readonly #options: ToolsOptions;

  constructor(exchanger: TokenExchanger, @Inject(TOOLS_OPTIONS) options: ToolsOptions) {
    this.#exchanger = exchanger;
    this.#options = options;
  }

  @Tool({
    name: 'exchange_token_for_resource',
    title: 'Exchange my token for a resource',
    description:
      'Exchanges your access token on your behalf (OAuth 2.0 on-behalf-of) for a token of one allow-listed resource and returns its facts and claims: audience, scopes, expiry. The token itself is never returned.',
    input: z.object({
      resource_uri: z
        .string()
        .describe('Resource URI on the allow-list, for example https://search.azure.com'),
    }),
    output,
    annotations,
  })
  async exchange({ resource_uri }: { resource_uri: string }, { user, signal }: ToolContext<Caller>) {
    return this.#facts(await this.#exchanger.exchange(user, { resource: resource_uri, signal }));
  }

  @Tool({
    name: 'get_azure_ai_search_token',
    title: 'Get an Azure AI Search token',
    description:
      'Gets a token for Azure AI Search on your behalf (OAuth 2.0 on-behalf-of) and returns its facts and claims: audience, scopes, expiry. The token itself is never returned.',
    output,
    annotations,
  })
  async search(_args: unknown, { user, signal }: ToolContext<Caller>) {
    const [resource] = this.#options.targetAudiences;
    return this.#facts(await this.#exchanger.exchange(user, { resource, signal }));
  }

  /** What may leave the server, as `POST /api/obo/token` answers; the token itself never does. */
  #facts(token: ExchangedToken): z.infer<typeof output> {
    const { resource, audience, issuer, scopes, expiresAt, subject, upn, fromCache, claims } = token;
    const shown = this.#options.showClaims ? { claims } : {};
    return { resource, audience, issuer, scopes: [...scopes], expiresAt, subject, upn, fromCache, ...shown };
  }
}

import type { ModuleRef } from '@nestjs/core';
import { type Caller, challengeFor } from '#libs/entra-auth';
import { type CallSource, HttpChallenge, type LinkOptions, McpMetadata } from '#libs/mcp';
import { ConnectLinks, StepUps } from '#libs/oauth-proxy';
import { nextStep, OboError } from '#libs/obo';
import type { Settings } from '../settings/settings.js';
import { toolFailure } from './tool-failure.js';

/**
 * What a person who is not in our chat has to do before a tool can succeed: consent by a link, step-up by a new sign-in
 * through the OAuth proxy (docs/contract.md section 11). The proxy's services are found at the time of the call, as the
 * proxy itself needs the MCP server's scopes.
 */
export class McpPerson {
  readonly #settings: Settings;
  readonly #modules: ModuleRef;

  constructor(settings: Settings, modules: ModuleRef) {
    this.#settings = settings;
    this.#modules = modules;
  }

  /** Links to the consent that an exchange misses. */
  get links(): LinkOptions {
    return {
      linkFor: (error, { caller }) => {
        if (!(error instanceof OboError) || error.code !== 'consent_required' || !error.scopes?.length)
          return undefined;
        const { tid, oid, upn } = caller as Caller;
        const { scopes } = error;
        return {
          key: `${tid}:${oid}:${scopes.join(' ')}`,
          message: (url) =>
            `Torii needs your consent to use ${scopes.join(' ')} as you. Open ${url} to give it.`,
          create: () => this.#connect.create({ tid, oid, scopes, loginHint: upn }),
          failure: (url) =>
            toolFailure(`${nextStep(error)} The person gives the consent at ${url}`, {
              ...factsOf(error),
              url,
            }),
        };
      },
      isUsed: (id) => this.#connect.isUsed(id),
    };
  }

  /**
   * A claims challenge as HTTP 401, for a token that was obtained through the proxy: its client signs in again, and the
   * proxy remembers the claims. All others keep the tool failure, as agents with a fixed header lose their session by a 401.
   */
  async stepUp(error: OboError, { caller, request }: CallSource): Promise<HttpChallenge | undefined> {
    const token = bearerOf(request);
    const { claims } = error;
    const { tid, oid, guest, clientAppId } = caller as Caller;
    if (error.code !== 'step_up_required' || claims === undefined || token === undefined) return undefined;
    if (clientAppId !== this.#settings.OAUTH_PROXY_CLIENT_ID) return undefined;
    if (!(await this.#stepUps.require({ tid, oid, token, claims, guest }))) return undefined;
    const detail = nextStep(error);
    return new HttpChallenge({
      ...factsOf(error),
      status: 401,
      detail,
      challenge: challengeFor({
        error: 'insufficient_claims',
        errorDescription: 'More authentication is needed.',
        resourceMetadata: `${this.#settings.PUBLIC_URL}/.well-known/oauth-protected-resource/mcp`,
        scopes: this.#modules.get(McpMetadata, { strict: false }).scopes(),
        claims,
      }),
    });
  }

  get #connect(): ConnectLinks {
    return this.#modules.get(ConnectLinks, { strict: false });
  }

  get #stepUps(): StepUps {
    return this.#modules.get(StepUps, { strict: false });
  }
}

/** What a failed exchange shows of itself. */
export function factsOf({ code, entraCode, correlationId, scopes, claims, resource }: OboError) {
  return { code, entraCode, correlationId, scopes, claims, resource };
}

function bearerOf(request: unknown): string | undefined {
  const header = (request as { readonly headers?: Readonly<Record<string, unknown>> } | undefined)?.headers?.[
    'authorization'
  ];
  return typeof header === 'string' ? header.replace(/^bearer +/i, '') : undefined;
}

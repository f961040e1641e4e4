import { Logger } from '@nestjs/common';
import { jwtPayload, numberClaim } from './jwt-payload.js';
import type { Minter } from './minter.js';
import { OboError } from './obo.error.js';
import { SingleFlight } from './single-flight.js';

/** Most scopes remembered; a server asks for one or two. */
const MAX_SCOPES = 100;

/** What {@link AppTokens} is made of. */
export interface AppTokensParts {
  readonly minter: Minter;
  readonly tenantId: string;
  readonly expiryMarginSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface AppToken {
  readonly token: string;
  /** Seconds since the epoch. */
  readonly usableUntil: number;
}

/** Tokens for the server itself (client credentials, RFC 6749 section 4.4), by the same credential chain. */
export class AppTokens {
  readonly #parts: AppTokensParts;
  readonly #tokens = new Map<string, AppToken>();
  readonly #flights = new SingleFlight<AppToken>();
  readonly #logger = new Logger('OboModule');

  constructor(parts: AppTokensParts) {
    this.#parts = parts;
  }

  /**
   * Gets an access token for a scope such as `https://ai.azure.com/.default`, from memory while it is good.
   * @throws OboError
   */
  async token(scope: string, signal?: AbortSignal): Promise<string> {
    const known = this.#tokens.get(scope);
    if (known !== undefined && this.#parts.now() / 1000 < known.usableUntil) return known.token;
    const fresh = await this.#flights.run(scope, (inner) => this.#mint(scope, inner), signal);
    return fresh.token;
  }

  async #mint(scope: string, signal: AbortSignal): Promise<AppToken> {
    const { minter, tenantId, expiryMarginSeconds, now } = this.#parts;
    const order = { tenantId, scopes: [scope], resource: scope.replace(/\/\.default$/, '') };
    try {
      const { answer } = await minter.mint(
        { ...order, send: (client, request) => client.clientCredentials(request) },
        signal,
      );
      const told = now() / 1000 + (answer.expiresIn ?? 0);
      const expiresAt = Math.min(numberClaim(jwtPayload(answer.accessToken), 'exp') ?? told, told);
      const token = { token: answer.accessToken, usableUntil: expiresAt - expiryMarginSeconds };
      if (this.#tokens.size >= MAX_SCOPES) this.#tokens.clear();
      this.#tokens.set(scope, token);
      return token;
    } catch (error) {
      throw this.#ownFault(error);
    }
  }

  /** No user takes part here: what would be a user's fault in an exchange is the operator's. */
  #ownFault(error: unknown): unknown {
    const shared = ['authority_unavailable', 'upstream_credential_error', 'upstream_configuration_error'];
    if (!(error instanceof OboError) || shared.includes(error.code)) return error;
    const { correlationId, resource, code } = error;
    this.#logger.error(
      `a token for the server itself was refused: ${code} [correlation id ${correlationId ?? 'none'}]`,
    );
    return new OboError('upstream_configuration_error', {
      cause: error,
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(resource === undefined ? {} : { resource }),
    });
  }
}

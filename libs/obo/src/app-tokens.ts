import { Logger } from '@nestjs/common';
import { jwtPayload, numberClaim } from './authority/jwt-payload.js';
import { SingleFlight } from './cache/single-flight.js';
import { OboError } from './errors/obo.error.js';
import type { TokenAcquirer } from './token-acquirer.js';

/** Most scopes remembered; a server asks for one or two. */
const MAX_SCOPES = 100;

/** What {@link AppTokens} is made of. */
export interface AppTokensParts {
  readonly acquirer: TokenAcquirer;
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

/**
 * Tokens for the server itself (client credentials, RFC 6749 section 4.4), by the same credential chain.
 * @example
 * const token = await appTokens.token('https://ai.azure.com/.default');
 */
export class AppTokens {
  readonly #parts: AppTokensParts;
  readonly #tokens = new Map<string, AppToken>();
  readonly #flights = new SingleFlight<AppToken>();
  readonly #logger = new Logger('OboModule');

  constructor(parts: AppTokensParts) {
    this.#parts = parts;
  }

  /**
   * Acquires an access token for a scope such as `https://ai.azure.com/.default`, from memory while it is good.
   * @throws OboError
   */
  async token(scope: string, signal?: AbortSignal): Promise<string> {
    const known = this.#tokens.get(scope);
    if (known !== undefined && this.#parts.now() / 1000 < known.usableUntil) return known.token;
    const fresh = await this.#flights.run(scope, (inner) => this.#acquire(scope, inner), signal);
    return fresh.token;
  }

  async #acquire(scope: string, signal: AbortSignal): Promise<AppToken> {
    const { acquirer, tenantId, expiryMarginSeconds, now } = this.#parts;
    const resource = scope.replace(/\/\.default$/, '');
    try {
      const { answer } = await acquirer.acquire(
        { grant: { kind: 'client-credentials' }, tenantId, resource, scopes: [scope] },
        signal,
      );
      const promised = now() / 1000 + (answer.expiresIn ?? 0);
      const expiresAt = Math.min(numberClaim(jwtPayload(answer.accessToken), 'exp') ?? promised, promised);
      const token = { token: answer.accessToken, usableUntil: expiresAt - expiryMarginSeconds };
      if (this.#tokens.size >= MAX_SCOPES) this.#tokens.clear();
      this.#tokens.set(scope, token);
      return token;
    } catch (error) {
      throw this.#asOperatorFault(error);
    }
  }

  /** No user takes part here: what would be a user's fault in an exchange is the operator's. */
  #asOperatorFault(error: unknown): unknown {
    const shared = ['authority_unavailable', 'upstream_credential_error', 'upstream_configuration_error'];
    if (!(error instanceof OboError) || shared.includes(error.code)) return error;
    const { correlationId, resource, code } = error;
    this.#logger.error(
      `a token for the server itself was refused: ${code} [correlation id ${correlationId ?? 'none'}]`,
    );
    return new OboError('upstream_configuration_error', { cause: error, correlationId, resource });
  }
}

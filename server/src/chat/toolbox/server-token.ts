import type { AuthProvider } from '@modelcontextprotocol/client';
import { OboError } from '#libs/obo';
import { claimsChallenge } from '../../outgoing/claims-challenge.js';

/** What a token is asked for beside the audience of its server. */
export interface TokenNeed {
  /** Claims challenge of the server, as JSON text. */
  readonly claims?: string;
  /** The token that the server refused: it is not to be given again. */
  readonly refused?: string;
}

/**
 * The exchanged token of one `auth: user` server, as the SDK's transport asks for it. A refused one is forgotten and
 * exchanged once more; a claims challenge goes to the authority first, and to the person only where that is not enough.
 */
export class ServerToken implements AuthProvider {
  readonly #audience: string;
  readonly #exchange: (need: TokenNeed) => Promise<string>;
  #given = '';
  #claims: string | undefined;

  constructor(audience: string, exchange: (need: TokenNeed) => Promise<string>) {
    this.#audience = audience;
    this.#exchange = exchange;
  }

  async token(): Promise<string> {
    this.#given = await this.#exchange(this.#claims === undefined ? {} : { claims: this.#claims });
    return this.#given;
  }

  /** Called once for each request that was answered with 401; `token` is asked again after it. */
  async onUnauthorized(): Promise<void> {
    await this.#exchange({ claims: this.#claims, refused: this.#given });
  }

  /** Sees every answer: the SDK keeps the second 401 of a request to itself. */
  watch({ status, headers }: Response): void {
    if (status === 401) this.#claims = claimsChallenge(headers.get('www-authenticate')) ?? this.#claims;
  }

  /** The error of a request: a step-up where the server challenged the exchanged token again. */
  explain(error: unknown): unknown {
    const { status } = error as { readonly status?: unknown };
    if (status !== 401 || this.#claims === undefined) return error;
    return new OboError('step_up_required', {
      claims: this.#claims,
      scopes: [`${this.#audience}/.default`],
      resource: this.#audience,
      cause: error,
    });
  }
}

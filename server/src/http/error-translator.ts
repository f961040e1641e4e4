import type { FastifyRequest } from 'fastify';
import { AuthError, type RequestAuthenticator, type Caller, type Challenges } from '#libs/entra-auth';
import { OboError } from '#libs/obo';
import type { ProblemSource } from './problem.js';

type Request = FastifyRequest & { readonly caller?: Caller };

/** What the translator needs of the token gate. */
export interface TokenGate {
  readonly requests: RequestAuthenticator;
  readonly challenges: Challenges;
}

/** Turns an error into the one that this caller is to hear. */
export class ErrorTranslator {
  readonly #tokens: TokenGate;

  constructor(tokens: TokenGate) {
    this.#tokens = tokens;
  }

  /** Never rejects: what cannot be said better is returned as it came. */
  async translate(error: unknown, request: Request): Promise<unknown> {
    if (error instanceof OboError) return this.#fromExchange(error, request);
    if (!request.caller && !(error instanceof AuthError) && isProtected(request))
      return this.#afterGate(error, request);
    return error;
  }

  /** Bodies are read before guards run; a caller without a token gets an answer about the token, and about nothing else. */
  async #afterGate(error: unknown, request: Request): Promise<unknown> {
    try {
      await this.#tokens.requests.authenticate(request);
      return error;
    } catch (refusal) {
      return refusal;
    }
  }

  /** Exchange faults that only the caller can mend become this API's own challenge. */
  #fromExchange(error: OboError, request: Request): unknown {
    const path = pathOf(request);
    if (error.code === 'invalid_token') {
      const refusal = this.#tokens.challenges.attach(new AuthError('token_refused'), path);
      return withChallenge(error, refusal);
    }
    if (error.code === 'step_up_required' && error.claims && request.caller) {
      return withChallenge(
        error,
        this.#tokens.challenges.insufficientClaims(error.claims, request.caller, path),
      );
    }
    return error;
  }
}

function withChallenge(error: OboError, { status, challenge }: AuthError): ProblemSource {
  const { code, message, entraCode, correlationId, scopes, claims } = error;
  return Object.assign(new Error(message), {
    code,
    status,
    challenge,
    entraCode,
    correlationId,
    scopes,
    claims,
  });
}

/** Everything under `/api` but what is public there, and the MCP endpoint (docs/contract.md section 4). */
function isProtected(request: Request): boolean {
  return /^\/(mcp\/?$|api\/(?!config$|health\/|docs))/.test(pathOf(request));
}

function pathOf(request: Request): string {
  return request.url.split('?', 1)[0] ?? '/';
}

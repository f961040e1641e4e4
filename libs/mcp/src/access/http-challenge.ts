import { HttpException } from '@nestjs/common';

/**
 * What an HTTP refusal carries.
 *
 * @example
 * const facts: ChallengeFacts = { code: 'locked', status: 403, detail: 'The account is locked.' };
 */
export interface ChallengeFacts {
  /** Stable and machine readable, for example `insufficient_scope`. */
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  /** Value of `WWW-Authenticate` (RFC 6750). */
  readonly challenge?: string;
  /** Scopes to ask for, fully qualified. */
  readonly scopes?: readonly string[];
  readonly roles?: readonly string[];
  /** Claims request as JSON text. */
  readonly claims?: string;
  readonly entraCode?: string;
  readonly correlationId?: string;
  readonly retryAfterSeconds?: number;
}

/**
 * A refusal that must reach the client as an HTTP answer, in both protocol eras, and not as a tool result: the
 * client's own machinery then asks the person for more (step-up, MCP authorization). In process it is the error
 * that the call rejects with. An ordinary Nest exception, so that the application's filters shape its body.
 *
 * @example
 * throw new HttpChallenge({ code: 'step_up_required', status: 401, detail: 'Sign in again.', challenge });
 */
export class HttpChallenge extends HttpException implements Omit<ChallengeFacts, 'status'> {
  readonly code: string;
  readonly detail: string;
  readonly challenge?: string;
  readonly scopes?: readonly string[];
  readonly roles?: readonly string[];
  readonly claims?: string;
  readonly entraCode?: string;
  readonly correlationId?: string;
  readonly retryAfterSeconds?: number;

  constructor(facts: ChallengeFacts, options?: { readonly cause?: unknown }) {
    const { status, challenge: _challenge, retryAfterSeconds: _retry, ...body } = facts;
    super({ type: 'about:blank', title: TITLES[status] ?? 'Refused', status, ...body }, status, options);
    this.code = facts.code;
    this.detail = facts.detail;
    this.challenge = facts.challenge;
    this.scopes = facts.scopes;
    this.roles = facts.roles;
    this.claims = facts.claims;
    this.entraCode = facts.entraCode;
    this.correlationId = facts.correlationId;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/**
 * Writes one `Bearer` challenge; values are quoted strings (RFC 9110 section 5.6.4).
 *
 * @example
 * bearerChallenge({ error: 'insufficient_scope', scope: 'api://weather/Read' }); // 'Bearer error="insufficient_scope", scope="api://weather/Read"'
 */
export function bearerChallenge(parameters: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries(parameters)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(
      ([name, value]) =>
        `${name}="${value.replaceAll(/[\\"]/g, String.raw`\$&`).replaceAll(/[^\x20-\x7e]/g, ' ')}"`,
    );
  return written.length === 0 ? 'Bearer' : `Bearer ${written.join(', ')}`;
}

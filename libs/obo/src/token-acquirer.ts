import { Logger } from '@nestjs/common';
import type { AuthorityDirectory } from './authority/directory.js';
import { EntraError } from './authority/entra-error.js';
import { AuthorityError } from './authority/http.js';
import type { TokenAnswer } from './authority/msal-transport.js';
import type { Grant, TokenClient } from './authority/token-client.js';
import type { CredentialChain } from './credentials/credential-chain.js';
import { OboError } from './errors/obo.error.js';

/** Pauses before the first and the second retry, in milliseconds, before jitter. */
const RETRY_PAUSES_MS = [200, 800];
/** Given to the caller where the authority gave no `Retry-After`, in seconds. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;

/** What a {@link TokenAcquirer} is made of. */
export interface TokenAcquirerParts {
  readonly authorities: AuthorityDirectory;
  readonly chain: CredentialChain;
  readonly client: TokenClient;
  /** Waits; rejects with the signal's reason when it aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/** One token of one tenant. */
export interface Acquisition {
  readonly grant: Grant;
  readonly tenantId: string;
  readonly resource: string;
  readonly scopes: readonly string[];
  /** Claims request as JSON text. */
  readonly claims?: string;
}

/** A token and the kind of client credential it was acquired with. */
export interface Acquired {
  readonly answer: TokenAnswer;
  readonly credential: string;
  /** Id that Entra has the request under. */
  readonly correlationId: string;
}

/**
 * Acquires one token from the authority: discovery, credential, request, at most two jittered retries where the
 * authority was busy without naming a time, and every failure as an {@link OboError}.
 */
export class TokenAcquirer {
  readonly #parts: TokenAcquirerParts;
  readonly #logger = new Logger('OboModule');

  constructor(parts: TokenAcquirerParts) {
    this.#parts = parts;
  }

  /** @throws OboError */
  async acquire(acquisition: Acquisition, signal: AbortSignal): Promise<Acquired> {
    const correlationId = crypto.randomUUID();
    const { resource } = acquisition;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const acquired = await this.#once(acquisition, correlationId, signal);
        this.#logger.debug(
          `token for ${resource} with ${acquired.credential} [correlation id ${correlationId}]`,
        );
        return acquired;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        const pause = RETRY_PAUSES_MS[attempt];
        if (pause === undefined || !isWorthRetrying(error)) {
          throw this.#toOboError(error, acquisition, correlationId);
        }
        await this.#parts.sleep(pause * (0.5 + this.#parts.random()), signal);
      }
    }
  }

  async #once(
    { grant, tenantId, scopes, claims }: Acquisition,
    correlationId: string,
    signal: AbortSignal,
  ): Promise<Acquired> {
    const { authorities, chain, client } = this.#parts;
    const authority = await authorities.find(tenantId, signal);
    const request = { grant, authority, scopes, claims, correlationId, signal };
    return chain.use(
      async ({ kind, authentication }) => ({
        answer: await client.acquire({ ...request, authentication }),
        credential: kind,
        correlationId,
      }),
      signal,
    );
  }

  /** Turns what happened into the caller's error; what is the operator's goes to the log with its cause. */
  #toOboError(error: unknown, { resource, scopes }: Acquisition, correlationId: string): OboError {
    if (error instanceof OboError) return error;
    if (error instanceof EntraError) return this.#refused(error, resource, scopes, correlationId);
    const cause = error instanceof AuthorityError ? error : undefined;
    const message = cause?.message ?? 'unexpected failure';
    this.#logger.error(`exchange for ${resource} failed: ${message} [correlation id ${correlationId}]`);
    const details = { resource, correlationId, cause };
    if (cause === undefined || cause.tenant) return new OboError('upstream_configuration_error', details);
    return new OboError('authority_unavailable', {
      ...details,
      retryAfterSeconds: DEFAULT_RETRY_AFTER_SECONDS,
    });
  }

  #refused(refusal: EntraError, resource: string, scopes: readonly string[], ours: string): OboError {
    const { code, entraCode, claims } = refusal;
    const details = { resource, correlationId: refusal.correlationId ?? ours, cause: refusal };
    const line = `exchange for ${resource} refused: ${code}, ${refusal.message} [correlation id ${details.correlationId}]`;
    if (code.startsWith('upstream_')) {
      this.#logger.error(line);
      return new OboError(code, details);
    }
    this.#logger.warn(line);
    const busy = code === 'authority_unavailable';
    const retryAfterSeconds = busy ? (refusal.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS) : undefined;
    return new OboError(code, { ...details, scopes, entraCode, claims, retryAfterSeconds });
  }
}

function isWorthRetrying(error: unknown): boolean {
  if (error instanceof AuthorityError) return !error.tenant && !error.timedOut;
  if (!(error instanceof EntraError)) return false;
  return error.code === 'authority_unavailable' && error.retryAfterSeconds === undefined;
}

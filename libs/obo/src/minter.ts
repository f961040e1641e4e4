import { Logger } from '@nestjs/common';
import { AuthorityDirectory, type Authority } from './authority.js';
import type { CredentialChain } from './credential-chain.js';
import { EntraFault } from './entra-fault.js';
import { AuthorityFault } from './http.js';
import type { TokenAnswer } from './minted-token.js';
import { OboError } from './obo.error.js';
import type { TokenClient, TokenRequest } from './token-client.js';

/** Pauses before the first and the second retry, in milliseconds, before jitter. */
const RETRY_PAUSES_MS = [200, 800];
/** Told to the caller where the authority gave no `Retry-After`, in seconds. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;

/** Settings of {@link Minter}. */
export interface MinterOptions {
  readonly authorities: AuthorityDirectory;
  readonly chain: CredentialChain;
  readonly client: TokenClient;
  /** Waits; rejects with the signal's reason when it aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/** An answer and the kind of credential it was got with. */
export interface Minted {
  readonly answer: TokenAnswer;
  readonly credential: string;
}

/** One token request to one tenant. */
export interface MintOrder {
  readonly tenantId: string;
  readonly scopes: readonly string[];
  readonly resource: string;
  readonly claims?: string;
  readonly send: (client: TokenClient, request: TokenRequest) => Promise<TokenAnswer>;
}

/**
 * Gets one token from the authority: discovery, credential, request, at most two jittered retries where the
 * authority was busy without naming a time, and every failure as an {@link OboError}.
 */
export class Minter {
  readonly #options: MinterOptions;
  readonly #logger = new Logger('OboModule');

  constructor(options: MinterOptions) {
    this.#options = options;
  }

  async mint(order: MintOrder, signal: AbortSignal): Promise<Minted> {
    const correlationId = crypto.randomUUID();
    for (let attempt = 0; ; attempt += 1) {
      try {
        const minted = await this.#once(order, correlationId, signal);
        this.#logger.debug(
          `token for ${order.resource} with ${minted.credential} [correlation id ${correlationId}]`,
        );
        return minted;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        const pause = RETRY_PAUSES_MS[attempt];
        if (pause === undefined || !isWorthRetrying(error)) throw this.#told(error, order, correlationId);
        await this.#options.sleep(pause * (0.5 + this.#options.random()), signal);
      }
    }
  }

  async #once(order: MintOrder, correlationId: string, signal: AbortSignal): Promise<Minted> {
    const { authorities, chain, client } = this.#options;
    const authority: Authority = await authorities.find(order.tenantId, signal);
    const { scopes, claims, send } = order;
    return chain.use(async (chosen) => {
      const request = {
        authority,
        chosen,
        scopes,
        correlationId,
        signal,
        ...(claims === undefined ? {} : { claims }),
      };
      return { answer: await send(client, request), credential: chosen.kind };
    }, signal);
  }

  /** Turns what happened into the caller's error; what is the operator's goes to the log with its cause. */
  #told(error: unknown, { resource, scopes }: MintOrder, correlationId: string): OboError {
    if (error instanceof OboError) return error;
    if (error instanceof EntraFault) return this.#refused(error, resource, scopes, correlationId);
    const fault = error instanceof AuthorityFault ? error : undefined;
    const message = fault?.message ?? 'unexpected failure';
    this.#logger.error(`exchange for ${resource} failed: ${message} [correlation id ${correlationId}]`);
    const details = { resource, correlationId, cause: fault };
    if (fault === undefined || fault.tenant) return new OboError('upstream_configuration_error', details);
    return new OboError('authority_unavailable', {
      ...details,
      retryAfterSeconds: DEFAULT_RETRY_AFTER_SECONDS,
    });
  }

  #refused(fault: EntraFault, resource: string, scopes: readonly string[], ours: string): OboError {
    const { code, entraCode, claims } = fault;
    const details = { resource, correlationId: fault.correlationId ?? ours, cause: fault };
    const line = `exchange for ${resource} refused: ${code}, ${fault.message} [correlation id ${details.correlationId}]`;
    if (code.startsWith('upstream_')) {
      this.#logger.error(line);
      return new OboError(code, details);
    }
    this.#logger.warn(line);
    const busy = code === 'authority_unavailable';
    const retryAfterSeconds = busy ? (fault.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS) : undefined;
    return new OboError(code, { ...details, scopes, entraCode, claims, retryAfterSeconds });
  }
}

function isWorthRetrying(error: unknown): boolean {
  if (error instanceof AuthorityFault) return !error.tenant && !error.timedOut;
  if (!(error instanceof EntraFault)) return false;
  return error.code === 'authority_unavailable' && error.retryAfterSeconds === undefined;
}

import { Logger } from '@nestjs/common';
import {
  type ClientCredential,
  type CredentialContext,
  CredentialUnavailableError,
} from './client-credential.js';
import type { ClientAuthentication } from '../authority/client-authentication.js';
import { DeadlineError, withDeadline } from '../authority/deadline.js';
import { EntraError } from '../authority/entra-error.js';
import { AuthorityError } from '../authority/http.js';
import { OboError } from '../errors/obo.error.js';
import { SingleFlight } from '../cache/single-flight.js';

/** A credential that could not be used is passed over this long while another can, in milliseconds. */
const PASSED_OVER_MS = 10 * 60_000;

/** Settings of {@link CredentialChain}. */
export interface CredentialChainOptions extends Pick<
  CredentialContext,
  'tenantId' | 'clientId' | 'authorityHost'
> {
  readonly credentials: readonly ClientCredential[];
  /** Longest time one credential may take to load, in milliseconds. */
  readonly credentialTimeoutMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What was loaded, and the kind of credential it came from. */
export interface ChosenCredential {
  readonly kind: string;
  readonly authentication: ClientAuthentication;
}

/** Sends one token request; an {@link EntraError} says what the authority refused. */
export type Send<T> = (chosen: ChosenCredential) => Promise<T>;

/**
 * The configured credentials in their order: the first that loads is used. When the authority refuses it, it is
 * loaded anew and tried once more, then the next one is tried once. Which one failed stands in the log only.
 */
export class CredentialChain {
  readonly #options: CredentialChainOptions;
  readonly #logger = new Logger('OboCredentials');
  readonly #loads = new SingleFlight<ClientAuthentication>();
  readonly #passedOver = new Map<ClientCredential, number>();

  constructor(options: CredentialChainOptions) {
    this.#options = options;
  }

  /** Loads the first usable credential: what readiness asks for. @throws OboError `upstream_credential_error` */
  async probe(signal?: AbortSignal): Promise<string> {
    const [, { kind }] = await this.#first(new Set(), signal);
    return kind;
  }

  /**
   * Loads what a request needs that somebody else sends as the same client.
   * @param fresh true after the authority refused what was loaded last
   * @throws OboError `upstream_credential_error`
   */
  async authentication(fresh: boolean, signal?: AbortSignal): Promise<ClientAuthentication> {
    const [credential, { authentication }] = await this.#first(new Set(), signal);
    return fresh ? this.#load(credential, true, signal) : authentication;
  }

  /** Sends a request with the first credential that loads and that the authority accepts. */
  async use<T>(send: Send<T>, signal?: AbortSignal): Promise<T> {
    const refused = new Set<ClientCredential>();
    let fault: EntraError | undefined;
    for (;;) {
      const [credential, chosen] = await this.#first(refused, signal, fault);
      try {
        return await this.#send(credential, chosen, send, signal);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        fault = error;
        refused.add(credential);
        this.#passOver(credential, error.message, error.correlationId);
      }
    }
  }

  async #send<T>(
    credential: ClientCredential,
    chosen: ChosenCredential,
    send: Send<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    try {
      return await send(chosen);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const anew = await this.#load(credential, true, signal).catch(() => undefined);
      const changed = JSON.stringify(anew) !== JSON.stringify(chosen.authentication);
      if (anew === undefined || !(changed || error.reload)) throw error;
      this.#logger.warn(
        `credential ${credential.kind} was refused (${error.message}); loaded anew, trying once more`,
      );
      return await send({ kind: credential.kind, authentication: anew });
    }
  }

  async #first(
    refused: ReadonlySet<ClientCredential>,
    signal?: AbortSignal,
    fault?: EntraError,
  ): Promise<[ClientCredential, ChosenCredential]> {
    const left = this.#options.credentials.filter((one) => !refused.has(one));
    const now = this.#options.now();
    const fit = left.filter((one) => (this.#passedOver.get(one) ?? 0) <= now);
    // Where nothing is fit, those passed over are tried again: a rest must not make an outage longer.
    for (const credential of [...fit, ...left.filter((one) => !fit.includes(one))]) {
      try {
        return [
          credential,
          { kind: credential.kind, authentication: await this.#load(credential, false, signal) },
        ];
      } catch (error) {
        if (signal?.aborted || isOutage(error)) throw error;
        this.#passOver(credential, reasonOf(error));
      }
    }
    const correlationId = fault?.correlationId ?? crypto.randomUUID();
    this.#logger.error(`no client credential is usable [correlation id ${correlationId}]`);
    throw new OboError('upstream_credential_error', { correlationId, cause: fault });
  }

  #load(credential: ClientCredential, fresh: boolean, signal?: AbortSignal): Promise<ClientAuthentication> {
    const { tenantId, clientId, authorityHost, credentialTimeoutMs, credentials } = this.#options;
    const key = `${String(credentials.indexOf(credential))}:${String(fresh)}`;
    const work = async (inner: AbortSignal): Promise<ClientAuthentication> => {
      const authentication = await withDeadline(credentialTimeoutMs, inner, (limited) =>
        credential.load({ tenantId, clientId, authorityHost, fresh, signal: limited }),
      );
      if (this.#passedOver.delete(credential))
        this.#logger.log(`credential ${credential.kind} is usable again`);
      return authentication;
    };
    return this.#loads.run(key, work, signal);
  }

  #passOver(credential: ClientCredential, reason: string, correlationId = 'none'): void {
    this.#passedOver.set(credential, this.#options.now() + PASSED_OVER_MS);
    this.#logger.warn(
      `credential ${credential.kind} is passed over: ${reason} [correlation id ${correlationId}]`,
    );
  }
}

function isRefusal(error: unknown): error is EntraError {
  return error instanceof EntraError && error.code === 'upstream_credential_error';
}

/** The authority is away: no fault of the credential that had to ask it, and another would not get further. */
function isOutage(error: unknown): boolean {
  if (error instanceof AuthorityError) return !error.tenant;
  return error instanceof EntraError && error.code === 'authority_unavailable';
}

/** For the log: our own words only, since others may quote secret material. */
function reasonOf(error: unknown): string {
  const ours = error instanceof CredentialUnavailableError || error instanceof DeadlineError;
  return ours ? error.message : 'it failed to load';
}

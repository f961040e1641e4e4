import type { CredentialChain } from './credentials/credential-chain.js';

/**
 * Whether an exchange could be made now.
 * @example
 * const readiness: OboReadiness = { ready: false, reason: 'no client credential for on-behalf-of can be loaded' };
 */
export type OboReadiness =
  | {
      readonly ready: true;
      /** Kind that would be used; absent where on-behalf-of is off. */ readonly credential?: string;
    }
  | { readonly ready: false; /** What is missing, for operators. */ readonly reason: string };

/**
 * Answers readiness probes: can a client credential be loaded?
 * @example
 * const { ready } = await health.ready(AbortSignal.timeout(500));
 */
export class OboHealth {
  readonly #chain: CredentialChain;
  readonly #enabled: boolean;

  constructor(chain: CredentialChain, enabled: boolean) {
    this.#chain = chain;
    this.#enabled = enabled;
  }

  /** Never rejects; makes no request to the authority. */
  async ready(signal?: AbortSignal): Promise<OboReadiness> {
    if (!this.#enabled) return { ready: true };
    try {
      return { ready: true, credential: await this.#chain.probe(signal) };
    } catch {
      return { ready: false, reason: 'no client credential for on-behalf-of can be loaded' };
    }
  }
}

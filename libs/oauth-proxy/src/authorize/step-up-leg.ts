import { AuthorityError } from '../entra/authority-fault.js';
import type { EntraTokens } from '../entra/entra-client.js';
import type { StepUps } from '../step-up/step-ups.js';

/** What a second leg asks for. */
export interface OwedStepUp {
  /** Claims request; absent where the first code was used up to find out that nothing is owed. */
  readonly claims?: string;
  readonly loginHint?: string;
}

/**
 * Decides whether a sign-in needs a second leg. Entra's first answer tells who it is: for people of the tenant by
 * `client_info`, which needs no token; a guest is named there by the home tenant, so the code has to be redeemed.
 * `client_info` is not signed: whoever forges it only goes without the step-up, and Entra refuses as before.
 */
export class StepUpLeg {
  readonly #stepUps: StepUps;
  readonly #tenantId: string;

  constructor(stepUps: StepUps, tenantId: string) {
    this.#stepUps = stepUps;
    this.#tenantId = tenantId;
  }

  /** @param redeem uses the code up, to learn whose it is */
  async owed(
    clientInfo: string | undefined,
    redeem: () => Promise<EntraTokens>,
  ): Promise<OwedStepUp | undefined> {
    const person = readClientInfo(clientInfo);
    if (person?.tid === this.#tenantId) {
      const claims = await this.#stepUps.pending(person);
      return claims === undefined ? undefined : { claims };
    }
    if (!(await this.#stepUps.guestsPending())) return undefined;
    const { tid, oid, username } = await redeem().catch(nobody);
    const claims =
      tid === undefined || oid === undefined ? undefined : await this.#stepUps.pending({ tid, oid });
    return {
      ...(claims === undefined ? {} : { claims }),
      ...(username === undefined ? {} : { loginHint: username }),
    };
  }
}

/** The code is used up either way: the second leg brings another. */
function nobody(error: unknown): Partial<EntraTokens> {
  if (error instanceof AuthorityError) return {};
  throw error;
}

/** `client_info`: base64url JSON of `uid` (object id) and `utid` (tenant), both of the home tenant. */
function readClientInfo(text: string | undefined): { tid: string; oid: string } | undefined {
  try {
    const info: unknown = JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));
    const { uid, utid } = info as { uid?: unknown; utid?: unknown };
    return typeof uid === 'string' && typeof utid === 'string' ? { tid: utid, oid: uid } : undefined;
  } catch {
    return undefined;
  }
}

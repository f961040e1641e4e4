import { isInitializeRequest } from '@modelcontextprotocol/server';
import { LRUCache } from 'lru-cache';
import type { Declared } from '../call/inbound.js';
import { Sealer } from '../call/sealer.js';

/** Clients whose declarations are kept open, so that not every request has to open them again. */
const KEPT = 1000;
/** Longest name or version that is taken from a client. */
const MAX_TEXT = 200;

/**
 * What a 2025 client declared in `initialize`, sealed into its session id: the server stays stateless, and any replica
 * knows it at every later request. An id that was not sealed here means a client that declared nothing.
 */
export class SealedSessions {
  readonly #sealer: Sealer;
  readonly #opened = new LRUCache<string, Declared>({ max: KEPT });

  constructor(keys: readonly Uint8Array[]) {
    this.#sealer = new Sealer(keys, 'session id');
  }

  /** The session id for the answer to this body; `undefined` where it begins no session. */
  idFor(body: unknown): string | undefined {
    if (!isInitializeRequest(body)) return undefined;
    const { clientInfo, capabilities } = body.params;
    const declared: Declared = {
      client: { name: clientInfo.name.slice(0, MAX_TEXT), version: clientInfo.version.slice(0, MAX_TEXT) },
      opensLinks: capabilities.elicitation?.url !== undefined,
    };
    return this.#sealer.seal(declared, '');
  }

  /** What the client of a session declared. */
  declaredIn(id: string | readonly string[] | undefined): Declared | undefined {
    if (typeof id !== 'string') return undefined;
    const known = this.#opened.get(id);
    if (known !== undefined) return known;
    const declared = this.#sealer.open(id, '') as Declared | undefined;
    if (declared !== undefined) this.#opened.set(id, declared);
    return declared;
  }
}

import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';

/** What the streams of one person may hold, together, of text that was not taken yet. Characters. */
const MAX_HELD = 16 * 1024 * 1024;

/** Keeps people who do not read their streams from filling the memory of all. */
@Injectable()
export class ReaderBudget {
  readonly #held = new Map<string, number>();

  /** Counts what a stream holds from now on; returns false where that is too much with what the person holds already. */
  hold({ tid, oid }: Caller, chars: number): boolean {
    const key = `${tid}:${oid}`;
    const held = (this.#held.get(key) ?? 0) + chars;
    this.#held.set(key, held);
    return held <= MAX_HELD;
  }

  release({ tid, oid }: Caller, chars: number): void {
    const key = `${tid}:${oid}`;
    const held = (this.#held.get(key) ?? 0) - chars;
    if (held > 0) this.#held.set(key, held);
    else this.#held.delete(key);
  }
}

/** Ids that are the same in every run of the same script, yet unique within one running stand-in. */
import { createHash } from 'node:crypto';

const REMEMBERED = 10_000;

/**
 * Makes an id factory per request: hash of the conversation, plus how often that very conversation was seen, so that
 * the same question in two chats does not give the same ids.
 */
export class IdSource {
  readonly #seen = new Map<string, number>();

  /** Returns a function that makes the nth id with a prefix, for example `msg_…`. */
  for(conversation: unknown): (prefix: string) => string {
    const key = createHash('sha256').update(JSON.stringify(conversation)).digest('base64url');
    const times = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.delete(key);
    this.#seen.set(key, times);
    if (this.#seen.size > REMEMBERED) this.#seen.delete(this.#seen.keys().next().value ?? '');
    let step = 0;
    return (prefix) =>
      prefix + createHash('sha256').update(`${key}:${times}:${step++}`).digest('hex').slice(0, 32);
  }
}

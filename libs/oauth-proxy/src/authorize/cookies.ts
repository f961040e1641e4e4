import { randomText, sameText, sha256 } from '../seal/hash.js';

/** Most half-done sign-ins of one browser; the oldest are forgotten. */
const MOST = 5;
const TIME_DIGITS = 9;

/** Kinds of cookies: the browser that saw a consent page, and a sign-in on its way. */
type CookieKind = 'consent' | 'signin';

/**
 * Cookies that bind a sign-in to the browser it began in. One per page and per sign-in, so that two tabs, or a page
 * loaded twice, do not end each other. Over https they carry the `__Host-` prefix: no other host can set them.
 */
export class Cookies {
  readonly #secure: boolean;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(issuer: string, now: () => number) {
    this.#secure = issuer.startsWith('https:');
    this.#now = now;
  }

  /** A cookie with a fresh secret. @returns the header's value, and the hash of the secret to be sealed */
  bind(
    header: string | undefined,
    seconds: number,
  ): { readonly set: readonly string[]; readonly hash: string } {
    const secret = randomText();
    const name = this.#freshName('consent', randomText(6));
    const hash = sha256(secret).slice(0, 22);
    return { set: [...this.#evicted(header, 'consent'), this.#cookie(name, secret, seconds)], hash };
  }

  /** Tells whether the browser holds the secret of that hash. */
  holds(header: string | undefined, hash: string): boolean {
    return this.#list(header, 'consent').some(([, value]) => sameText(sha256(value).slice(0, 22), hash));
  }

  /** Tells whether the browser holds any page's secret. */
  any(header: string | undefined): boolean {
    return this.#list(header, 'consent').length > 0;
  }

  /** Stores a sealed sign-in under its id. */
  store(header: string | undefined, id: string, sealed: string, seconds: number): readonly string[] {
    return [...this.#evicted(header, 'signin'), this.#cookie(this.#freshName('signin', id), sealed, seconds)];
  }

  /** Takes a sealed sign-in: its value, and the header that removes it. */
  take(
    header: string | undefined,
    id: string,
  ): { readonly sealed: string; readonly clear: readonly string[] } | undefined {
    const found = this.#list(header, 'signin').find(([name]) => name.endsWith(`.${id}`));
    return found === undefined ? undefined : { sealed: found[1], clear: [this.#cookie(found[0], '', 0)] };
  }

  #prefix(kind: CookieKind): string {
    return `${this.#secure ? '__Host-' : ''}torii-${kind}.`;
  }

  /** The time in the name tells which is the oldest. */
  #freshName(kind: CookieKind, id: string): string {
    const time = Math.floor(this.#now() / 1000)
      .toString(36)
      .padStart(TIME_DIGITS, '0');
    return `${this.#prefix(kind)}${time}.${id}`;
  }

  #cookie(name: string, value: string, seconds: number): string {
    const secure = this.#secure ? '; Secure' : '';
    return `${name}=${value}; Path=/; Max-Age=${String(seconds)}; HttpOnly; SameSite=Lax${secure}`;
  }

  #list(header: string | undefined, kind: CookieKind): readonly (readonly [string, string])[] {
    const prefix = this.#prefix(kind);
    return (header ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(prefix))
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  }

  #evicted(header: string | undefined, kind: CookieKind): readonly string[] {
    const names = this.#list(header, kind).map(([name]) => name);
    return names
      .toSorted()
      .slice(0, Math.max(0, names.length - MOST + 1))
      .map((name) => this.#cookie(name, '', 0));
  }
}

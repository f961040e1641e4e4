/** Longest value of one parameter, in characters. */
const LONGEST = 4096;

/** Request parameters of which each stands at most once, but for those that may repeat (RFC 6749 section 3.1). */
export class Parameters {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(entries: Iterable<readonly [string, string]>) {
    const values = new Map<string, string[]>();
    for (const [name, value] of entries) {
      const known = values.get(name);
      if (known === undefined) values.set(name, [value]);
      else known.push(value);
    }
    this.#values = values;
  }

  /** Parameters of the query of a request's URL. */
  static ofUrl(url: string): Parameters {
    const at = url.indexOf('?');
    return new Parameters(new URLSearchParams(at < 0 ? '' : url.slice(at + 1)));
  }

  /** The value, or `undefined` where it is absent or empty (RFC 6749 section 3.1: empty is as if omitted). */
  get(name: string): string | undefined {
    return this.#values.get(name)?.find((value) => value !== '');
  }

  /** All values of a parameter that may repeat. */
  all(name: string): readonly string[] {
    return (this.#values.get(name) ?? []).filter((value) => value !== '');
  }

  /** Name of a parameter that stands more than once and may not, or that is too long. */
  fault(...repeatable: readonly string[]): string | undefined {
    for (const [name, values] of this.#values) {
      if (values.length > 1 && !repeatable.includes(name)) return `${printable(name)} stands more than once`;
      if (values.some((value) => value.length > LONGEST)) return `${printable(name)} is too long`;
    }
    return undefined;
  }
}

function printable(name: string): string {
  return name.replace(/[^\w.-]/g, '?').slice(0, 40);
}

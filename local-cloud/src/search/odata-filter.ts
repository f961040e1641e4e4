/**
 * The part of OData filters that a search over string fields needs: `eq`, `ne`, `search.in`, `and`, `or`, `not`, brackets.
 * Source: https://learn.microsoft.com/azure/search/search-query-odata-filter
 */

type Row = Readonly<Record<string, unknown>>;
/** Decides whether a document passes. */
export type Predicate = (row: Row) => boolean;

/** A filter that could not be understood. */
export class FilterError extends Error {}

const TOKENS = /\s*(search\.in|and\b|or\b|not\b|eq\b|ne\b|[(),]|'(?:[^']|'')*'|[A-Za-z]\w*)/y;

/** Parses a filter over these fields. Throws `FilterError` where it cannot. */
export function parseFilter(text: string, fields: readonly string[]): Predicate {
  return new Parser(tokenize(text), new Set(fields)).whole();
}

class Parser {
  readonly #tokens: readonly string[];
  readonly #fields: ReadonlySet<string>;
  #at = 0;

  constructor(tokens: readonly string[], fields: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#fields = fields;
  }

  whole(): Predicate {
    const predicate = this.#or();
    if (this.#at < this.#tokens.length)
      throw new FilterError(`Unexpected '${this.#tokens[this.#at] ?? ''}'.`);
    return predicate;
  }

  #take(expected?: string): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new FilterError('Expression ends too early.');
    if (expected !== undefined && token !== expected)
      throw new FilterError(`Expected '${expected}', found '${token}'.`);
    this.#at += 1;
    return token;
  }

  #or(): Predicate {
    const parts = [this.#and()];
    while (this.#tokens[this.#at] === 'or') {
      this.#at += 1;
      parts.push(this.#and());
    }
    return (row) => parts.some((part) => part(row));
  }

  #and(): Predicate {
    const parts = [this.#unary()];
    while (this.#tokens[this.#at] === 'and') {
      this.#at += 1;
      parts.push(this.#unary());
    }
    return (row) => parts.every((part) => part(row));
  }

  #unary(): Predicate {
    const token = this.#tokens[this.#at];
    if (token === 'not') {
      this.#at += 1;
      const inner = this.#unary();
      return (row) => !inner(row);
    }
    if (token === '(') {
      this.#at += 1;
      const inner = this.#or();
      this.#take(')');
      return inner;
    }
    return token === 'search.in' ? this.#searchIn() : this.#comparison();
  }

  #field(): string {
    const name = this.#take();
    if (!this.#fields.has(name)) {
      throw new FilterError(`Could not find a property named '${name}' on type 'search.document'.`);
    }
    return name;
  }

  #text(): string {
    const token = this.#take();
    if (!token.startsWith("'")) throw new FilterError(`Expected a string in quotes, found '${token}'.`);
    return token.slice(1, -1).replaceAll("''", "'");
  }

  #comparison(): Predicate {
    const name = this.#field();
    const operator = this.#take();
    if (operator !== 'eq' && operator !== 'ne')
      throw new FilterError(`Operator '${operator}' is not supported.`);
    const value = this.#text();
    return (row) => (row[name] === value) === (operator === 'eq');
  }

  #searchIn(): Predicate {
    this.#take('search.in');
    this.#take('(');
    const name = this.#field();
    this.#take(',');
    const list = this.#text();
    const delimiters = this.#tokens[this.#at] === ',' ? (this.#take(','), this.#text()) : ' ,';
    this.#take(')');
    const values = new Set(
      list.split(new RegExp(`[${delimiters.replace(/[\]\\^-]/g, '\\$&')}]`)).filter(Boolean),
    );
    return (row) => values.has(String(row[name]));
  }
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKENS.lastIndex = 0;
  while (TOKENS.lastIndex < text.trimEnd().length) {
    const at = TOKENS.lastIndex;
    const token = TOKENS.exec(text)?.[1];
    if (token === undefined) throw new FilterError(`Syntax error at position ${at} in '${text}'.`);
    tokens.push(token);
  }
  return tokens;
}

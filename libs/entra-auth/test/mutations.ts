import fc from 'fast-check';

/** One change to the text of a token. */
export type Mutation = (token: string) => string;

const CHARACTERS = fc.constantFrom(...Array.from('AZaz09-_.+/=~ ,"\n\u0000\u00e9{}[]:\\'));

const replaceCharacter = fc.tuple(fc.nat(), CHARACTERS).map(
  ([position, character]): Mutation =>
    (token) =>
      token.slice(0, at(position, token)) + character + token.slice(at(position, token) + 1),
);
const insertCharacter = fc.tuple(fc.nat(), CHARACTERS).map(
  ([position, character]): Mutation =>
    (token) =>
      token.slice(0, at(position, token)) + character + token.slice(at(position, token)),
);
const cut = fc.tuple(fc.nat(), fc.nat(40)).map(
  ([position, length]): Mutation =>
    (token) =>
      token.slice(0, at(position, token)) + token.slice(at(position, token) + length),
);
const repeat = fc.tuple(fc.nat(), fc.nat(400)).map(
  ([position, length]): Mutation =>
    (token) =>
      token.slice(0, at(position, token) + length) + token.slice(at(position, token)),
);
const flipCase = fc.nat().map((position): Mutation => (token) => {
  const character = token.charAt(at(position, token));
  const flipped = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
  return token.slice(0, at(position, token)) + flipped + token.slice(at(position, token) + 1);
});

const MEMBERS = fc.constantFrom(
  ...[
    'alg',
    'kid',
    'typ',
    'crit',
    'jwk',
    'jku',
    'x5c',
    'zip',
    'b64',
    'iss',
    'aud',
    'exp',
    'nbf',
    'iat',
    'tid',
  ],
  ...['scp', 'roles', 'azp', 'appid', 'ver', 'oid', 'sub', 'idtyp', 'acct', '__proto__', 'constructor', ''],
);

const addMember = fc
  .tuple(fc.nat(1), MEMBERS, fc.jsonValue({ maxDepth: 3 }), fc.boolean())
  .map(([segment, member, value, first]) => {
    const entry = `${JSON.stringify(member)}:${JSON.stringify(value)}`;
    return inSegment(segment, (text) =>
      first ? text.replace('{', `{${entry},`) : text.replace(/\}$/, `,${entry}}`),
    );
  });
const setMember = fc
  .tuple(fc.nat(1), MEMBERS, fc.jsonValue({ maxDepth: 2 }))
  .map(([segment, member, value]) =>
    inSegment(segment, (text) => {
      try {
        return JSON.stringify({ ...(JSON.parse(text) as object), [member]: value });
      } catch {
        return text;
      }
    }),
  );
const anyText = fc
  .tuple(fc.nat(2), fc.oneof(fc.json(), fc.string({ maxLength: 60 }), fc.constant('{"a":'.repeat(500))))
  .map(([segment, text]) => inSegment(segment, () => text));

/** Swaps a segment for the one of another token. */
const borrow = (pool: readonly string[]): fc.Arbitrary<Mutation> =>
  fc.tuple(fc.nat(2), fc.constantFrom(...pool)).map(([index, other]): Mutation => (token) => {
    const segments = token.split('.');
    segments[index] = other.split('.')[index] ?? '';
    return segments.join('.');
  });

/** Changes of every kind, from single characters to whole JSON members. */
export function mutations(pool: readonly string[]): fc.Arbitrary<Mutation> {
  return fc.oneof(
    replaceCharacter,
    insertCharacter,
    cut,
    repeat,
    flipCase,
    addMember,
    setMember,
    anyText,
    borrow(pool),
  );
}

function at(position: number, token: string): number {
  return token.length === 0 ? 0 : position % token.length;
}

/** Rewrites one segment as decoded text; it is encoded again afterwards. */
function inSegment(index: number, rewrite: (text: string) => string): Mutation {
  return (token) => {
    const segments = token.split('.');
    const text = Buffer.from(segments[index] ?? '', 'base64url').toString('utf8');
    segments[index] = Buffer.from(rewrite(text)).toString('base64url');
    return segments.join('.');
  };
}

import type { Forge, TokenCase } from './case.js';

/** The good payload as text, with something before its first member. */
function payloadWith(forge: Forge, members: string): string {
  return JSON.stringify(forge.claims()).replace('{', `{${members},`);
}

function payloadCase(name: string, members: string): TokenCase {
  return {
    name,
    outcome: 'member_repeated',
    make: (forge) => forge.raw(forge.header(), payloadWith(forge, members)),
  };
}

function headerCase(name: string, text: (forge: Forge) => string): TokenCase {
  return { name, outcome: 'member_repeated', make: (forge) => forge.raw(text(forge), forge.claims()) };
}

/** Repeated JSON members: two readers could see two different tokens. */
export const MEMBER_CASES: readonly TokenCase[] = [
  payloadCase('a repeated aud', '"aud":"someone-else"'),
  payloadCase('a repeated scp', '"scp":"Admin.All"'),
  payloadCase('a repeated exp', '"exp":1'),
  payloadCase('a repeated tid, the first one spelled with an escape', '"t\\u0069d":"x"'),
  payloadCase('a claim repeated with the same value', '"ver":"2.0"'),
  payloadCase('a repeated claim that nobody reads', '"zoo":1,"zoo":2'),
  payloadCase('a member repeated in a nested object', '"_claim_names":{"groups":"a","groups":"b"}'),
  payloadCase('a member repeated within an array', '"list":[{"a":1,"a":2}]'),
  payloadCase('a repeated __proto__', '"__proto__":1,"__proto__":2'),
  payloadCase('a repeated empty name', '"":1,"":2'),
  headerCase(
    'a repeated alg',
    (forge) => `{"alg":"none","alg":"RS256","typ":"JWT","kid":"${forge.key.kid}"}`,
  ),
  headerCase('a repeated kid', (forge) => `{"alg":"RS256","kid":"other","kid":"${forge.key.kid}"}`),
  headerCase('a repeated typ', (forge) => `{"alg":"RS256","typ":"JWT","typ":"JWT","kid":"${forge.key.kid}"}`),
  {
    name: 'a colon and escaped quotes within strings, nothing repeated',
    outcome: 'accepted',
    make: (forge) =>
      forge.raw(forge.header(), payloadWith(forge, '"note":"a:b \\"c\\": \\\\","n:m":{"x":[":"]}')),
  },
  {
    name: 'the same member name in two objects',
    outcome: 'accepted',
    make: (forge) => forge.raw(forge.header(), payloadWith(forge, '"one":{"a":1},"two":{"a":{"a":2}}')),
  },
  {
    name: 'an own __proto__ member, once',
    outcome: 'accepted',
    make: (forge) => forge.raw(forge.header(), payloadWith(forge, '"__proto__":{"scp":"Admin.All"}')),
  },
  {
    name: 'a payload with white space around everything',
    outcome: 'accepted',
    make: (forge) => forge.raw(forge.header(), ` \n${JSON.stringify(forge.claims(), undefined, 4)}\n `),
  },
];

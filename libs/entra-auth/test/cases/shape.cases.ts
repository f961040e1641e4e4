import { encode, signRaw } from '../tokens.js';
import type { TokenCase } from './case.js';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same bytes in other words: the unused bits of the last character are set. */
function withLooseBits(token: string): string {
  const last = BASE64URL.indexOf(token.charAt(token.length - 1));
  return token.slice(0, -1) + BASE64URL.charAt(last | 1);
}

/** How the token is put together. */
export const SHAPE_CASES: readonly TokenCase[] = [
  { name: 'a good v2 token', outcome: 'accepted', make: (forge) => forge.v2() },
  { name: 'a good v1 token', outcome: 'accepted', make: (forge) => forge.v1() },
  { name: 'a word', outcome: 'token_malformed', make: () => 'hello' },
  {
    name: 'two segments',
    outcome: 'token_malformed',
    make: (forge) => forge.v2().split('.').slice(0, 2).join('.'),
  },
  { name: 'four segments', outcome: 'token_malformed', make: (forge) => `${forge.v2()}.x` },
  { name: 'five segments (JWE)', outcome: 'token_malformed', make: (forge) => `${forge.v2()}.x.x` },
  {
    name: 'an empty signature',
    outcome: 'token_malformed',
    make: (forge) => forge.v2().replace(/[^.]+$/, ''),
  },
  { name: 'an empty header', outcome: 'token_malformed', make: (forge) => forge.v2().replace(/^[^.]+/, '') },
  {
    name: 'an empty payload',
    outcome: 'token_malformed',
    make: (forge) => forge.v2().replace(/\.[^.]+\./, '..'),
  },
  { name: 'only dots', outcome: 'token_malformed', make: () => '..' },
  { name: 'a padded signature', outcome: 'token_malformed', make: (forge) => `${forge.v2()}==` },
  {
    name: 'a signature in the plain base64 alphabet',
    outcome: 'token_malformed',
    make: (forge) => {
      const [header, payload] = forge.v2().split('.');
      return `${header}.${payload}.${'ab+/'.repeat(86)}`.slice(0, -2);
    },
  },
  { name: 'a segment of impossible length', outcome: 'token_malformed', make: (forge) => `${forge.v2()}AAA` },
  {
    name: 'a signature with loose bits',
    outcome: 'token_malformed',
    make: (forge) => withLooseBits(forge.v2()),
  },
  { name: 'a tilde in the token', outcome: 'token_malformed', make: (forge) => `~${forge.v2()}` },
  {
    name: 'a header that is no JSON',
    outcome: 'token_malformed',
    make: (forge) => forge.raw('{"alg":"RS256"', forge.claims()),
  },
  {
    name: 'a header that is an array',
    outcome: 'token_malformed',
    make: (forge) => forge.raw('[]', forge.claims()),
  },
  {
    name: 'a header that is null',
    outcome: 'token_malformed',
    make: (forge) => forge.raw('null', forge.claims()),
  },
  {
    name: 'a header that is a string',
    outcome: 'token_malformed',
    make: (forge) => forge.raw('"RS256"', '{}'),
  },
  {
    name: 'a payload that is no JSON',
    outcome: 'token_malformed',
    make: (forge) => forge.raw(forge.header(), 'hi'),
  },
  {
    name: 'a payload that is an array',
    outcome: 'token_malformed',
    make: (forge) => forge.raw(forge.header(), '[1]'),
  },
  {
    name: 'a payload that is a number',
    outcome: 'token_malformed',
    make: (forge) => forge.raw(forge.header(), '7'),
  },
  {
    name: 'a payload that is a nested token',
    outcome: 'token_malformed',
    make: (forge) => forge.raw(forge.header(), forge.v2()),
  },
  {
    name: 'a payload with something after the object',
    outcome: 'token_malformed',
    make: (forge) => forge.raw(forge.header(), `${JSON.stringify(forge.claims())}{}`),
  },
  {
    name: 'a payload that begins with a byte order mark',
    outcome: 'token_malformed',
    make: (forge) => forge.raw(forge.header(), `\uFEFF${JSON.stringify(forge.claims())}`),
  },
  {
    name: 'a payload that is not UTF-8',
    outcome: 'token_malformed',
    make: (forge) => {
      const bytes = Buffer.from(JSON.stringify(forge.claims({ name: '\u00ff' })), 'latin1');
      return signRaw(forge.key, forge.header(), bytes);
    },
  },
  {
    name: 'a payload nested a thousand levels deep',
    outcome: 'token_malformed',
    make: (forge) => forge.raw(forge.header(), `{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`),
  },
  {
    name: 'a payload of objects nested a thousand levels deep',
    outcome: 'token_malformed',
    make: (forge) => forge.raw(forge.header(), `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`),
  },
  {
    name: 'a token of just 15 KiB',
    outcome: 'accepted',
    make: (forge) => grownTo(15 * 1024, (pad, note) => forge.v2({ pad }, { note })),
  },
  {
    name: 'a token longer than 15 KiB',
    outcome: 'token_too_long',
    make: (forge) => forge.v2({ pad: 'x'.repeat(12_000) }),
  },
  {
    name: 'a payload from another token',
    outcome: 'signature_invalid',
    make: (forge) => {
      const [header, , signature] = forge.v2().split('.');
      return `${header}.${encode(forge.claims({ oid: 'someone-else' }))}.${signature}`;
    },
  },
];

/** A token of exactly `length` characters. Base64url leaves gaps, so the header must help. */
function grownTo(length: number, make: (pad: string, note: string) => string): string {
  for (const note of ['', 'x', 'xx', 'xxx']) {
    const space = Math.floor((length - make('', note).length) * 0.75);
    for (const pad of [space - 1, space, space + 1].map((size) => 'x'.repeat(size))) {
      const token = make(pad, note);
      if (token.length === length) return token;
    }
  }
  throw new Error(`no token of ${length} characters`);
}

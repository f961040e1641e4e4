import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { encode } from '../tokens.js';
import { type Forge, headerCase, type TokenCase } from './case.js';

/** Signed with the public key as if it were a shared secret: the classic algorithm confusion. */
function confused(forge: Forge): string {
  const pem = createPublicKey({ key: { ...forge.key.jwk }, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  });
  const input = `${encode(forge.header({ alg: 'HS256' }))}.${encode(forge.claims())}`;
  return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
}

function withoutSignature(forge: Forge, alg: string): string {
  return `${encode(forge.header({ alg }))}.${encode(forge.claims())}.`;
}

/** Signed with the attacker's key, which the header brings along. */
function embedded(forge: Forge): string {
  const header = forge.header({ jwk: forge.stranger.jwk, kid: forge.stranger.kid });
  const input = `${encode(header)}.${encode(forge.claims())}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

/** What the token's header says; all but the marked ones are signed well. */
export const HEADER_CASES: readonly TokenCase[] = [
  headerCase('typ JWT', { typ: 'JWT' }, 'accepted'),
  headerCase('typ in lower case', { typ: 'jwt' }, 'accepted'),
  headerCase('typ at+jwt', { typ: 'at+jwt' }, 'accepted'),
  headerCase('typ At+JWT in mixed case', { typ: 'At+JWT' }, 'accepted'),
  headerCase('no typ', { typ: undefined }, 'accepted'),
  headerCase('x5t beside kid', { x5t: 'abcdef' }, 'accepted'),
  headerCase('typ of another kind of token', { typ: 'dpop+jwt' }, 'type_unsupported'),
  headerCase('an empty typ', { typ: '' }, 'type_unsupported'),
  headerCase('typ null', { typ: null }, 'type_unsupported'),
  headerCase('typ as an array', { typ: ['JWT'] }, 'type_unsupported'),
  headerCase('no alg', { alg: undefined }, 'algorithm_unsupported'),
  headerCase('alg RS512', { alg: 'RS512' }, 'algorithm_unsupported'),
  headerCase('alg PS256', { alg: 'PS256' }, 'algorithm_unsupported'),
  headerCase('alg ES256', { alg: 'ES256' }, 'algorithm_unsupported'),
  headerCase('alg EdDSA', { alg: 'EdDSA' }, 'algorithm_unsupported'),
  headerCase('alg in lower case', { alg: 'rs256' }, 'algorithm_unsupported'),
  headerCase('alg as an array', { alg: ['RS256'] }, 'algorithm_unsupported'),
  headerCase('alg null', { alg: null }, 'algorithm_unsupported'),
  headerCase('alg none, signed all the same', { alg: 'none' }, 'algorithm_unsupported'),
  { name: 'alg HS256 keyed with the public key', outcome: 'algorithm_unsupported', make: confused },
  {
    name: 'alg none without signature',
    outcome: 'token_malformed',
    make: (forge) => withoutSignature(forge, 'none'),
  },
  {
    name: 'alg nOnE without signature',
    outcome: 'token_malformed',
    make: (forge) => withoutSignature(forge, 'nOnE'),
  },
  headerCase('no kid', { kid: undefined }, 'kid_missing'),
  headerCase('an empty kid', { kid: '' }, 'kid_missing'),
  headerCase('a numeric kid', { kid: 7 }, 'kid_missing'),
  headerCase('kid null', { kid: null }, 'kid_missing'),
  headerCase('kid as an array', { kid: ['key-1'] }, 'kid_missing'),
  headerCase('an unknown crit', { crit: ['urn:example'], 'urn:example': 1 }, 'header_member_forbidden'),
  headerCase('an empty crit', { crit: [] }, 'header_member_forbidden'),
  headerCase('crit null', { crit: null }, 'header_member_forbidden'),
  headerCase('b64 false', { b64: false, crit: ['b64'] }, 'header_member_forbidden'),
  headerCase('b64 true', { b64: true }, 'header_member_forbidden'),
  headerCase('zip', { zip: 'DEF' }, 'header_member_forbidden'),
  headerCase('cty', { cty: 'JWT' }, 'header_member_forbidden'),
  headerCase('jku', { jku: 'https://attacker.example/keys' }, 'header_member_forbidden'),
  headerCase('x5u', { x5u: 'https://attacker.example/cert' }, 'header_member_forbidden'),
  headerCase('x5c', { x5c: ['MIIB'] }, 'header_member_forbidden'),
  headerCase('jwk null', { jwk: null }, 'header_member_forbidden'),
  { name: 'the signing key brought along', outcome: 'header_member_forbidden', make: embedded },
];

import { signToken } from '../tokens.js';
import { headerCase, type TokenCase } from './case.js';

function tampered(token: string, at: number): string {
  const start = token.lastIndexOf('.') + 1 + at;
  const other = token.charAt(start) === 'A' ? 'B' : 'A';
  return token.slice(0, start) + other + token.slice(start + 1);
}

/** Whose key signed, and whether it did. */
export const KEY_CASES: readonly TokenCase[] = [
  headerCase('an unknown kid', { kid: 'nobody' }, 'kid_unknown'),
  headerCase('a kid that is a path', { kid: '../../../etc/passwd' }, 'kid_unknown'),
  headerCase('a kid that is SQL', { kid: "' OR 1=1 --" }, 'kid_unknown'),
  headerCase('a kid that is a URL', { kid: 'https://attacker.example/key' }, 'kid_unknown'),
  headerCase('a kid with a line break', { kid: 'key-1\r\nx-evil: 1' }, 'kid_unknown'),
  headerCase('the kid __proto__', { kid: '__proto__' }, 'kid_unknown'),
  headerCase('the kid constructor', { kid: 'constructor' }, 'kid_unknown'),
  headerCase('a kid in other case', { kid: 'KEY-1' }, 'kid_unknown'),
  headerCase('the thumbprint as kid where none is published', { kid: 'x5t', x5t: 'key-1' }, 'kid_unknown'),
  {
    name: "a stranger's signature under a published kid",
    outcome: 'signature_invalid',
    make: (forge) => signToken(forge.stranger, forge.claims(), { kid: forge.key.kid }),
  },
  {
    name: "a stranger's signature under its own kid",
    outcome: 'kid_unknown',
    make: (forge) => signToken(forge.stranger, forge.claims()),
  },
  {
    name: 'a key that is published for another issuer',
    outcome: 'key_issuer_mismatch',
    make: (forge) => signToken(forge.foreign, forge.claims()),
  },
  {
    name: 'a signature changed at its start',
    outcome: 'signature_invalid',
    make: (forge) => tampered(forge.v2(), 0),
  },
  {
    name: 'a signature changed inside',
    outcome: 'signature_invalid',
    make: (forge) => tampered(forge.v2(), 100),
  },
  {
    name: 'a signature cut short',
    outcome: 'signature_invalid',
    make: (forge) => forge.v2().slice(0, -6),
  },
  {
    name: 'a signature of zeros',
    outcome: 'signature_invalid',
    make: (forge) => forge.v2().replace(/[^.]+$/, 'A'.repeat(342)),
  },
  {
    name: 'an elliptic signature where RSA is due',
    outcome: 'signature_invalid',
    make: (forge) => forge.v2().replace(/[^.]+$/, 'B'.repeat(84) + 'BA'),
  },
];

import { jwt } from '../../test/jwt.js';
import { selfSigned } from '../../test/self-signed.js';
import { redact } from './redact.js';

describe('redact', () => {
  const { key } = selfSigned();

  it.each([
    ['a token', jwt({ oid: 'ada' })],
    ['a token cut in the middle', jwt({ oid: 'ada' }).slice(0, 25)],
    ['a private key', key],
    ['a private key cut in the middle', key.slice(0, 300)],
    ['a long secret', 'q8Q~abcDEF_ghi-JKL~mno.PQRstuVWXyz0123456789'.replaceAll('.', 'x')],
  ])('takes %s out and leaves the rest', (_what, secret) => {
    const redacted = redact(`before ${secret} after`);
    expect(redacted).not.toContain(secret.slice(4, 24));
    expect(redacted.startsWith('before ')).toBe(true);
  });

  it('takes a known secret out whatever its shape', () => {
    expect(redact('the secret pa.ss is wrong', ['pa.ss', ''])).toBe('the secret [redacted] is wrong');
  });

  it('keeps what an operator needs: codes, ids and words', () => {
    const text =
      "AADSTS700016: Application '33333333-3333-4333-8333-333333333333' was not found in the directory.";
    expect(redact(text)).toBe(text);
  });

  it('makes one line of many', () => {
    expect(redact('a\r\nb\u0000c\u2028d')).toBe('a b c d');
  });
});

import { jwt } from '../test/jwt.js';
import { selfSigned } from '../test/self-signed.js';
import { scrub } from './scrub.js';

describe('scrub', () => {
  const { key } = selfSigned();

  it.each([
    ['a token', jwt({ oid: 'ada' })],
    ['a token cut in the middle', jwt({ oid: 'ada' }).slice(0, 25)],
    ['a private key', key],
    ['a private key cut in the middle', key.slice(0, 300)],
    ['a long secret', 'q8Q~abcDEF_ghi-JKL~mno.PQRstuVWXyz0123456789'.replaceAll('.', 'x')],
  ])('takes %s out and leaves the rest', (_what, secret) => {
    const scrubbed = scrub(`before ${secret} after`);
    expect(scrubbed).not.toContain(secret.slice(4, 24));
    expect(scrubbed.startsWith('before ')).toBe(true);
  });

  it('takes a known secret out whatever its shape', () => {
    expect(scrub('the secret pa.ss is wrong', ['pa.ss', ''])).toBe('the secret [removed] is wrong');
  });

  it('keeps what an operator needs: codes, ids and words', () => {
    const text =
      "AADSTS700016: Application '33333333-3333-4333-8333-333333333333' was not found in the directory.";
    expect(scrub(text)).toBe(text);
  });

  it('makes one line of many', () => {
    expect(scrub('a\r\nb\u0000c\u2028d')).toBe('a b c d');
  });
});

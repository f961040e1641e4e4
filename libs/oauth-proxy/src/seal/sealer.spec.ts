import { randomBytes } from 'node:crypto';
import { Sealer } from './sealer.js';
import { SEAL_RULES, type SealPurpose } from './sealed-values.js';

const [old, fresh, strange] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const CLIENT = { redirectUris: ['https://app.example/cb'], method: 'none' };
const PURPOSES = Object.keys(SEAL_RULES) as SealPurpose[];

describe('sealed values', () => {
  let now = 1_800_000_000_000;
  const sealer = new Sealer([old], () => now);

  it('open as what they were sealed', async () => {
    expect(await sealer.open('client', await sealer.seal('client', CLIENT))).toEqual(CLIENT);
  });

  it.each(PURPOSES.flatMap((sealed) => PURPOSES.map((opened) => [sealed, opened] as const)))(
    'a %s is a %s only where both are the same',
    async (sealed, opened) => {
      const text = await sealer.seal(sealed, CLIENT as never);
      expect((await sealer.open(opened, text)) !== undefined).toBe(sealed === opened);
    },
  );

  it.each(PURPOSES.filter((purpose) => SEAL_RULES[purpose].seconds !== undefined))(
    'a %s ends with its life',
    async (purpose) => {
      const text = await sealer.seal(purpose, CLIENT as never);
      const lifeMs = (SEAL_RULES[purpose].seconds ?? 0) * 1000;
      now += lifeMs - 1000;
      expect(await sealer.open(purpose, text)).toBeDefined();
      now += 1000;
      expect(await sealer.open(purpose, text)).toBeUndefined();
    },
  );

  it('a registration is good without end', async () => {
    const text = await sealer.seal('client', CLIENT);
    now += 50 * 365 * 86_400_000;
    expect(await sealer.open('client', text)).toEqual(CLIENT);
  });

  it('are sealed by the first key and opened by all of them, until one is taken away', async () => {
    const before = await sealer.seal('client', CLIENT);
    const rotated = new Sealer([fresh, old], () => now);
    expect(await rotated.open('client', before)).toEqual(CLIENT);
    const after = await rotated.seal('client', CLIENT);
    expect(await sealer.open('client', after)).toBeUndefined();
    expect(await new Sealer([fresh], () => now).open('client', after)).toEqual(CLIENT);
    expect(await new Sealer([fresh], () => now).open('client', before)).toBeUndefined();
    expect(await new Sealer([strange], () => now).open('client', after)).toBeUndefined();
  });

  it.each([
    [
      'another header',
      (parts: string[]) => [Buffer.from('{"alg":"dir"}').toString('base64url'), ...parts.slice(1)],
    ],
    ['a wrapped key', (parts: string[]) => [parts[0], 'AAAA', ...parts.slice(2)]],
    ['a cut tag', (parts: string[]) => [...parts.slice(0, 4), parts[4]?.slice(0, 8)]],
    ['five parts of nothing', () => ['', '', '', '', '']],
    ['one part too many', (parts: string[]) => [...parts, 'AAAA']],
  ])('with %s are worth nothing', async (_title, altered) => {
    const text = await sealer.seal('client', CLIENT);
    expect(await sealer.open('client', altered(text.split('.')).join('.'))).toBeUndefined();
  });

  it.each([[undefined], [null], [7], [{}], ['']])('%p is no sealed value', async (value) => {
    expect(await sealer.open('client', value)).toBeUndefined();
  });

  it('asks for keys of 32 bytes', () => {
    expect(() => new Sealer([], () => now)).toThrow(TypeError);
    expect(() => new Sealer([randomBytes(16)], () => now)).toThrow(TypeError);
  });
});

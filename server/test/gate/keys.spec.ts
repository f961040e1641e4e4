import { startLocalCloud } from '#local-cloud';
import { type Product, startProduct } from '../support/product.js';
import { DOOR_NAMES, knockWith } from './door.js';

const FAULTS = ['status', 'html', 'garbage', 'empty', 'reset', 'redirect', 'huge'] as const;

describe('keys of the authority', () => {
  let product: Product;
  afterEach(() => product.close());

  it('a new key is found, a removed one is refused', async () => {
    product = await startProduct();
    const before = await product.cloud.issueToken();
    expect((await knockWith(product, 'REST', before)).status).toBe(200);
    await product.cloud.rotateKeys({ keepOld: false });
    const after = await product.cloud.issueToken();
    const answers = await Promise.all(Array.from({ length: 50 }, () => knockWith(product, 'REST', after)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect((await knockWith(product, 'REST', before)).status).toBe(401);
    // Two loads at the start, one refresh.
    expect(product.cloud.journal.count({ path: /\/discovery\/(v2\.0\/)?keys$/ })).toBe(3);
  });

  it.each(FAULTS)('while the key set is %s, known keys serve and unknown ones are 503', async (fault) => {
    product = await startProduct();
    const known = await product.cloud.issueToken();
    expect((await knockWith(product, 'REST', known)).status).toBe(200);
    product.cloud.drill({ jwks: { fault } });
    const unknown = await product.cloud.issueToken({ key: 'unpublished' });
    for (const door of DOOR_NAMES) {
      const answer = await knockWith(product, door, unknown);
      expect([door, answer.status, answer.challenge]).toEqual([door, 503, undefined]);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect((await knockWith(product, door, known)).status).toBe(200);
    }
  });

  it.each([
    ['an issuer that changes', { metadataMembers: { issuer: 'https://attacker.example/v2.0' } }],
    ['keys on another host', { metadataMembers: { jwks_uri: 'https://attacker.example/keys' } }],
    ['over 1,000 keys', { keySet: { padding: 1001 } }],
  ] as const)('%s: the refresh is refused, the old keys stay', async (_name, drill) => {
    product = await startProduct();
    const known = await product.cloud.issueToken();
    expect((await knockWith(product, 'REST', known)).status).toBe(200);
    product.cloud.drill(drill);
    await product.cloud.rotateKeys();
    expect((await knockWith(product, 'REST', await product.cloud.issueToken())).status).toBe(503);
    expect((await knockWith(product, 'REST', known)).status).toBe(200);
  });

  it('a cold start without keys: 503 and Retry-After, not ready, then well by itself', async () => {
    const authority = await startLocalCloud();
    authority.drill({ jwks: { fault: 'status', status: 503 } });
    product = await startProduct({ settings: { ENTRA_AUTHORITY_HOST: authority.url } });
    const token = await authority.issueToken();
    for (const door of DOOR_NAMES) {
      const answer = await knockWith(product, door, token);
      expect([door, answer.status, answer.challenge]).toEqual([door, 503, undefined]);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    const ready = await product.request('/api/health/ready', { token: false });
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('keys');
    expect((await knockWith(product, 'REST', 'garbage')).status).toBe(401);

    authority.resetDrills();
    const deadline = Date.now() + 10_000;
    let status = 503;
    while (status === 503 && Date.now() < deadline) ({ status } = await knockWith(product, 'REST', token));
    expect(status).toBe(200);
    expect((await product.request('/api/health/ready', { token: false })).status).toBe(200);
    await authority.close();
  });
});

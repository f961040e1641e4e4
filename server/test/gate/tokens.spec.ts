import { type Product, startProduct } from '../support/product.js';
import { DOOR_NAMES, knockWith, metadataOf } from './door.js';
import { BAD_TOKENS } from './token-rows.js';

const ROWS = BAD_TOKENS.flatMap((row) => DOOR_NAMES.map((door) => [door, row.name, row] as const));

describe('tokens that must not enter', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it.each(ROWS)('%s: %s', async (door, _name, row) => {
    const answer = await knockWith(product, door, await row.make(product.cloud));
    expect(answer.status).toBe(401);
    expect(answer.challenge).toMatchObject({
      error: 'invalid_token',
      error_description: expect.any(String),
      resource_metadata: metadataOf(product, door),
    });
    expect(answer.problem).toMatchObject({ status: 401, code: 'invalid_token' });
  });

  it('says nothing out of a token', async () => {
    const canary = 'canary-4711';
    const claims = { aud: canary, name: canary, oid: canary, scp: canary, tid: canary };
    for (const door of DOOR_NAMES) {
      const answer = await knockWith(product, door, await product.cloud.issueToken({ claims }));
      expect(JSON.stringify(answer)).not.toContain(canary);
    }
  });

  it('asked nobody but the authority, and no more than the flood rule allows', () => {
    const keys = product.cloud.journal.count({ path: /\/discovery\/(v2\.0\/)?keys$/ });
    // The start-up load of both versions, and one refresh for an unknown key id.
    expect(keys).toBeGreaterThanOrEqual(2);
    expect(keys).toBeLessThanOrEqual(4);
  });
});

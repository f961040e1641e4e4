import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveSearch, VERSION, type ServedSearch } from './served-search.spec-support.js';

let search: ServedSearch;
beforeAll(async () => {
  search = await serveSearch();
});
afterAll(() => search.close());

describe('search refusals', () => {
  it('answers 401 with a bearer challenge without a good token', async () => {
    const { status, headers, body } = await search.query({ search: '*' }, 'nobody');
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('resource_id="https://search.azure.com"');
    expect(body.error).toMatchObject({ code: 'Unauthorized' });
  });

  it('refuses API keys, in the header and in the query', async () => {
    const header = await search.call(`/indexes/handbook/docs?${VERSION}`, 'ada', {
      headers: { 'api-key': 'x' },
    });
    expect([
      header.status,
      (await search.call(`/indexes/handbook/docs?${VERSION}&api-key=x`)).status,
    ]).toEqual([403, 403]);
  });

  it('passes on a claims challenge of continuous access evaluation', async () => {
    search.seen.revoked = 'carla';
    const { status, headers } = await search.query({ search: '*' }, 'carla');
    search.seen.revoked = '';
    expect(status).toBe(401);
    const claims =
      /error="insufficient_claims", claims="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1] ?? '';
    expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toEqual({
      access_token: { nbf: { essential: true } },
    });
  });

  it.each([
    ['no api-version', '/indexes/handbook/docs?search=x', 400, 'MissingApiVersionParameter'],
    ['a bad api-version', '/indexes/handbook/docs?api-version=new', 400, 'InvalidApiVersionParameter'],
    ['an unknown index', `/indexes/other/docs?${VERSION}`, 404, ''],
  ])('%s', async (_name, path, status, code) => {
    expect(await search.call(path)).toMatchObject({ status, body: { error: { code } } });
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['an unknown parameter', { search: 'x', limit: 3 }],
    ['a text as top', { search: 'x', top: 'three' }],
    ['too large a top', { search: 'x', top: 1001 }],
    ['an unknown field', { search: 'x', select: 'salary' }],
    ['semantic ranking', { search: 'x', queryType: 'semantic' }],
    ['a filter on an unknown field', { search: 'x', filter: "readers eq 'board'" }],
    ['a broken filter', { search: 'x', filter: "language eq 'ja' and" }],
    ['an unsortable field', { search: 'x', orderby: 'content' }],
  ])('a query with %s is 400', async (_name, body) => {
    expect((await search.query(body)).status).toBe(400);
  });
});

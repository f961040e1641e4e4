import { searchResource } from '../../src/downstream/search.client.js';
import { json, ServedApi, user } from './served-api.js';

describe('clients of downstream APIs', () => {
  let api: ServedApi;

  beforeEach(async () => {
    api = await ServedApi.start();
  });
  afterEach(() => api.stop());

  it('reads the profile with the exchanged token and never with the incoming one', async () => {
    api.answers = [json(200, { id: '1', displayName: 'Ada', mail: null, extra: 'x' })];
    expect(await api.clients().graph.me(user)).toEqual({ id: '1', displayName: 'Ada' });
    expect(api.exchanger.asked[0]?.scopes).toEqual([api.clients().graph.scope]);
    expect(api.seen[0]?.url).toMatch(/^\/v1\.0\/me\?\$select=id,displayName,/);
    expect(api.seen[0]?.headers.authorization).toBe('Bearer exchanged-1');
    expect(JSON.stringify(api.seen)).not.toContain('incoming');
  });

  it('searches in the wire format of Azure AI Search and reads whatever the index calls its fields', async () => {
    const value = [
      { '@search.score': 2.5, id: 'a', title: 'Travel', content: 'By train.', url: 'https://h/a' },
      { '@search.score': 1, chunk_id: 'b', chunk: 'By plane.' },
    ];
    api.answers = [json(200, { '@odata.count': 7, value })];
    expect(await api.clients().search.search(user, { query: 'travel', top: 99 })).toEqual({
      count: 7,
      documents: [
        { id: 'a', title: 'Travel', url: 'https://h/a', content: 'By train.', score: 2.5 },
        { id: 'b', title: 'b', content: 'By plane.', score: 1 },
      ],
    });
    expect(api.seen[0]?.url).toBe('/search/indexes/hand%20book/docs/search?api-version=2026-05-01-preview');
    expect(JSON.parse(api.seen[0]?.body ?? '')).toMatchObject({ search: 'travel', top: 50, count: true });
    expect(api.seen[0]?.headers['x-ms-query-source-authorization']).toBe('exchanged-1');
    expect(api.exchanger.asked[0]?.resource).toBe('https://search.azure.com');
  });

  it.each([
    ['https://contoso.search.windows.net', 'https://search.azure.com'],
    ['https://contoso.search.azure.us', 'https://search.azure.us'],
    ['https://contoso.search.azure.cn', 'https://search.azure.cn'],
    ['https://search.azure.us.evil.example', 'https://search.azure.com'],
  ])('asks for the search resource of the cloud of %s', (endpoint, resource) => {
    expect(searchResource(endpoint)).toBe(resource);
  });
});

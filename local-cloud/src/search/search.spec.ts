import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveSearch, VERSION, type ServedSearch } from './served-search.spec-support.js';

let search: ServedSearch;
beforeAll(async () => {
  search = await serveSearch();
});
afterAll(() => search.close());

describe('search documents', () => {
  it('answers in the service’s wire format', async () => {
    const { status, body } = await search.query({
      search: 'travel policy',
      top: 2,
      count: true,
      queryType: 'simple',
    });
    expect(status).toBe(200);
    expect(search.seen.audiences).toEqual(['https://search.azure.com']);
    expect(body['@odata.context']).toMatch(/\/search\/indexes\('handbook'\)\/\$metadata#docs\(\*\)$/);
    expect(body['@odata.count']).toBeGreaterThan(2);
    expect(body.value).toHaveLength(2);
    expect(body.value[0]).toEqual({
      '@search.score': expect.any(Number),
      id: 'travel-policy',
      title: 'Travel policy',
      content: expect.stringContaining('daily allowance'),
      url: expect.stringMatching(/^https:/),
      department: 'People',
      language: 'en',
      lastModified: expect.stringMatching(/Z$/),
    });
  });

  it.each([
    ['parental leave', 'parental-leave'],
    ['how do I report phishing', 'security-basics'],
    ['severity 1 incident', 'incident-runbook'],
    ['price of the Premium plan', 'product-faq'],
    ['出張規程', 'travel-policy-ja'],
    ['在宅勤務は週に何日', 'remote-work-ja'],
    ['経費精算', 'expense-policy-ja'],
  ])('finds for “%s” first %s', async (text, id) => {
    expect((await search.ids({ search: text }))[0]).toBe(id);
  });

  it('takes select, skip, filter, orderby, searchMode and highlight', async () => {
    const { body } = await search.query({
      search: 'taxis',
      select: 'id,title',
      highlight: 'content',
      top: 1,
    });
    expect(Object.keys(body.value[0] ?? {}).toSorted()).toEqual([
      '@search.highlights',
      '@search.score',
      'id',
      'title',
    ]);
    expect(JSON.stringify(body.value[0]?.['@search.highlights'])).toContain('<em>Taxis</em>');
    expect(
      await search.ids({
        search: '*',
        filter: "language eq 'ja' and not (department eq 'Finance' or department eq 'Security')",
        orderby: 'lastModified desc',
      }),
    ).toEqual(['travel-policy-ja', 'remote-work-ja', 'parental-leave-ja']);
    expect(await search.ids({ search: '*', filter: "search.in(id, 'onboarding,remote-work')" })).toHaveLength(
      2,
    );
    expect(await search.ids({ search: 'travel zebra', searchMode: 'all' })).toEqual([]);
    const all = await search.ids({ search: 'policy' });
    expect(await search.ids({ search: 'policy', skip: 1 })).toEqual(all.slice(1));
  });

  it('serves GET, the OData path, single documents, the count and the definition', async () => {
    expect(
      (await search.call(`/indexes/handbook/docs?${VERSION}&search=onboarding&$top=1&$count=true`)).body
        .value,
    ).toHaveLength(1);
    expect(
      (
        await search.query(
          { search: 'onboarding' },
          'ada',
          `/indexes('handbook')/docs/search.post.search?${VERSION}`,
        )
      ).status,
    ).toBe(200);
    expect((await search.call(`/indexes/handbook/docs/onboarding?${VERSION}`)).body['title']).toContain(
      'Onboarding',
    );
    expect((await search.call(`/indexes/handbook/docs('onboarding')?${VERSION}`)).status).toBe(200);
    expect((await search.call(`/indexes/handbook/docs/nothing?${VERSION}`)).status).toBe(404);
    expect(
      Number((await search.call(`/indexes/handbook/docs/$count?${VERSION}`)).body['text']),
    ).toBeGreaterThan(13);
    expect((await search.call(`/indexes('handbook')?${VERSION}`)).body).toMatchObject({ name: 'handbook' });
  });
});

describe('security trimming', () => {
  const EVERYTHING = { search: '*', select: 'id' };
  const own = {
    ada: ['research-roadmap', 'board-minutes-2026-10'],
    ben: ['sales-playbook'],
    carla: ['quarter-close'],
    guest: [],
  };
  const secret = Object.values(own).flat();

  it.each(Object.entries(own))('%s sees of the closed documents only %j', async (user, mine) => {
    const found = await search.ids(EVERYTHING, user);
    expect(found.filter((id) => secret.includes(String(id))).toSorted()).toEqual([...mine].toSorted());
  });

  it('shows guests and apps public pages only, and nobody the list of readers', async () => {
    const publicPages = [
      'security-basics',
      'security-basics-ja',
      'ai-usage-policy',
      'guest-access',
      'product-faq',
    ];
    expect((await search.ids(EVERYTHING, 'guest')).toSorted()).toEqual([...publicPages].toSorted());
    expect(await search.ids(EVERYTHING, 'daemon')).toHaveLength(publicPages.length);
    expect(JSON.stringify((await search.query({ search: '*' })).body)).not.toContain('readers');
  });

  it('hides a closed document from search, count, filter and key alike', async () => {
    expect(await search.ids({ search: 'quarter close checklist' }, 'ben')).not.toContain('quarter-close');
    expect(await search.ids({ search: '*', filter: "id eq 'quarter-close'" }, 'ben')).toEqual([]);
    expect((await search.call(`/indexes/handbook/docs/quarter-close?${VERSION}`, 'ben')).status).toBe(404);
    expect((await search.call(`/indexes/handbook/docs/quarter-close?${VERSION}`, 'carla')).status).toBe(200);
  });
});

describe('trimming by the person', () => {
  const everything = { search: '*', count: true, top: 50 };
  const count = async (
    version: string,
    headers: Record<string, string | undefined> = {},
  ): Promise<unknown> => {
    const path = `/indexes/handbook/docs/search?api-version=${version}`;
    const sent = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const init = { method: 'POST', body: JSON.stringify(everything), headers: Object.fromEntries(sent) };
    return (await search.call(path, 'ada', init)).body['@odata.count'];
  };
  const person = (user: string) => ({ 'x-ms-query-source-authorization': user });

  it('is by the header, not by whose token authorises the query', async () => {
    const [ada, guest, own] = [
      await count('2026-05-01-preview', person('ada')),
      await count('2026-05-01-preview', person('guest')),
      await count('2025-05-01-preview', person('guest')),
    ];
    expect(guest).toBe(own);
    expect(Number(ada)).toBeGreaterThan(Number(guest));
  });

  it('knows nothing of the header in stable versions: everything is found', async () => {
    const all = await count('2025-09-01', person('guest'));
    expect(Number(all)).toBeGreaterThan(Number(await count('2026-05-01-preview', person('ada'))));
    expect(await count('2024-07-01', person('ada'))).toBe(all);
  });

  it.each(['nobody', 'Bearer ada'])('refuses the token "%s"', async (token) => {
    const path = '/indexes/handbook/docs/search?api-version=2026-05-01-preview';
    const init = { method: 'POST', body: JSON.stringify(everything), headers: person(token) };
    expect((await search.call(path, 'ada', init)).status).toBe(401);
  });

  it('shows in the definition that the permission filter is on, where the version has one', async () => {
    const option = async (version: string) =>
      (await search.call(`/indexes/handbook?api-version=${version}`)).body['permissionFilterOption'];
    expect([await option('2026-05-01-preview'), await option('2025-09-01')]).toEqual(['enabled', undefined]);
  });
});

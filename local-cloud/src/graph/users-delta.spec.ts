import { DEMO_USERS, type LocalCloud, startLocalCloud } from '../index.js';
import { exchange } from '../entra/token.fixture.js';

const SELECT = '$select=id,accountEnabled,signInSessionsValidFromDateTime';
const DAY = 24 * 3_600_000;

interface Page {
  readonly value: readonly Record<string, unknown>[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.deltaLink'?: string;
}

let cloud: LocalCloud;
let time: number;
let token: string;
beforeEach(async () => {
  time = Date.now();
  cloud = await startLocalCloud({ now: () => time });
  token = await cloud.issueToken({ app: true, audience: cloud.url, roles: ['User.Read.All'] });
});
afterEach(() => cloud.close());

const oid = (key: string): string => DEMO_USERS.find((user) => user.key === key)?.oid ?? '';

const get = (url: string, method = 'GET'): Promise<Response> =>
  fetch(url.startsWith('http') ? url : `${cloud.url}/v1.0${url}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
  });

const page = async (url: string): Promise<Page> => (await (await get(url)).json()) as Page;

/** Walks a round; returns everything it brought and the link that begins the next. */
async function round(url: string): Promise<{ value: Page['value']; link: string; pages: number }> {
  let next: string | undefined = url;
  let link = '';
  let pages = 0;
  const value: Record<string, unknown>[] = [];
  while (next !== undefined) {
    const one: Page = await page(next);
    value.push(...one.value);
    link = one['@odata.deltaLink'] ?? '';
    next = one['@odata.nextLink'];
    pages += 1;
  }
  return { value, link, pages };
}

const latest = async (): Promise<string> => (await round(`/users/delta?${SELECT}&$deltatoken=latest`)).link;

describe('users/delta', () => {
  it('begins with everybody, or with nothing, and then brings what changed', async () => {
    expect((await round(`/users/delta?${SELECT}`)).value).toHaveLength(DEMO_USERS.length);
    const link = await latest();
    expect((await page(link)).value).toEqual([]);
    cloud.drill({ disable: ['ada'] });
    const changed = await round(link);
    expect(changed.value).toMatchObject([{ id: oid('ada'), accountEnabled: false }]);
    cloud.drill({ enable: ['ada'] });
    expect((await round(changed.link)).value).toMatchObject([{ id: oid('ada'), accountEnabled: true }]);
  });

  it('shows since when sessions are valid, to the second, where that is selected', async () => {
    const link = await latest();
    time += 60_000;
    const answer = await get(`/users/${oid('ben')}/revokeSignInSessions`, 'POST');
    expect(answer.status).toBe(403);
    cloud.drill({ revoke: ['ben'] });
    const [entry] = (await round(link)).value;
    expect(entry).toMatchObject({
      id: oid('ben'),
      signInSessionsValidFromDateTime: `${new Date(time).toISOString().slice(0, 19)}Z`,
    });
    expect((await page('/users/delta')).value[0]).not.toHaveProperty('signInSessionsValidFromDateTime');
  });

  it('ends sessions by revokeSignInSessions: the exchange is refused until the person signs in again', async () => {
    const assertion = await cloud.issueToken();
    expect(await exchange(cloud, assertion)).toMatchObject({ status: 200 });
    token = await cloud.issueToken({ app: true, audience: cloud.url, roles: ['User.RevokeSessions.All'] });
    const answer = await get(`/users/${oid('ada')}/revokeSignInSessions`, 'POST');
    expect(await answer.json()).toMatchObject({ value: true });
    expect(await exchange(cloud, assertion)).toMatchObject({ error_codes: [50173] });
    expect(await exchange(cloud, await cloud.issueToken())).toMatchObject({ status: 200 });
  });

  it('goes page by page, with an empty one first and replays, where the drill says so', async () => {
    cloud.drill({ delta: { pageSize: 3, emptyPages: true, replay: true } });
    const { pages, value } = await round(`/users/delta?${SELECT}`);
    expect(pages).toBe(3);
    expect(new Set(value.map(({ id }) => id)).size).toBe(DEMO_USERS.length);
    expect(value).toHaveLength(2 * DEMO_USERS.length);
  });

  it('leaves selected properties out, and shows a change only when asked again', async () => {
    const link = await latest();
    cloud.drill({ disable: ['carla'], delta: { omit: ['accountEnabled'], lag: 1 } });
    const first = await round(link);
    expect(first.value).toEqual([]);
    const [entry] = (await round(first.link)).value;
    expect(entry).toHaveProperty('id', oid('carla'));
    expect(entry).not.toHaveProperty('accountEnabled');
  });

  it('marks a deleted person as removed, and brings a restored one as ever', async () => {
    const link = await latest();
    cloud.drill({ remove: ['guest'] });
    const removed = await round(link);
    expect(removed.value).toEqual([{ id: oid('guest'), '@removed': { reason: 'changed' } }]);
    expect((await get(`/users/${oid('guest')}`)).status).toBe(404);
    cloud.drill({ enable: ['guest'] });
    expect((await round(removed.link)).value).toMatchObject([{ id: oid('guest'), accountEnabled: true }]);
  });

  it('follows the people that a filter names, and freezes its options in the link', async () => {
    const filter = encodeURIComponent(`id eq '${oid('ada')}' or id eq '${oid('ben')}'`);
    const { value, link } = await round(`/users/delta?${SELECT}&$filter=${filter}`);
    expect(value).toHaveLength(2);
    cloud.drill({ disable: ['ada', 'carla'] });
    expect((await round(link)).value.map(({ id }) => id)).toEqual([oid('ada')]);
  });

  it('refuses links after seven days with 400, and with 410 and a new start when it resets', async () => {
    const link = await latest();
    time += 8 * DAY;
    token = await cloud.issueToken({ app: true, audience: cloud.url, roles: ['User.Read.All'] });
    const old = await get(link);
    expect(old.status).toBe(400);
    expect(await old.json()).toMatchObject({ error: { code: 'syncStateNotFound' } });
    const fresh = await latest();
    cloud.drill({ delta: { refuse: 'reset', count: 1 } });
    const reset = await get(fresh);
    expect(reset.status).toBe(410);
    expect((await round(reset.headers.get('location') ?? '')).value).toHaveLength(DEMO_USERS.length);
  });

  it.each([
    ['a property that does not exist', '/users/delta?$select=id,secret'],
    ['$top', '/users/delta?$top=5'],
    ['another filter', `/users/delta?$filter=${encodeURIComponent('accountEnabled eq false')}`],
    ['a link that is none', '/users/delta?$deltatoken=xyz'],
  ])('refuses %s', async (_, path) => {
    expect((await get(path)).status).toBe(400);
  });

  it('is throttled by drill, and refuses callers without the permission', async () => {
    cloud.drill({ graph: { fault: 'status', status: 429, retryAfter: 7, count: 1 } });
    const throttled = await get('/users/delta');
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '7']);
    token = await cloud.issueToken({ app: true, audience: cloud.url, roles: ['Mail.Read'] });
    expect((await get('/users/delta')).status).toBe(403);
  });
});

describe('a disabled account', () => {
  it('gets no token any more, until it is enabled again', async () => {
    const assertion = await cloud.issueToken();
    cloud.drill({ disable: ['ada'] });
    expect(await exchange(cloud, assertion)).toMatchObject({ error: 'invalid_grant', error_codes: [50057] });
    cloud.drill({ enable: ['ada'] });
    expect(await exchange(cloud, assertion)).toMatchObject({ status: 200 });
  });
});

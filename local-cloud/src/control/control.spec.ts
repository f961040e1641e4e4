import { decodeJwt, decodeProtectedHeader } from 'jose';
import { CONTOSO_TENANT_ID, type LocalCloud, startLocalCloud } from '../index.js';

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startLocalCloud();
});
afterEach(() => cloud.close());

async function post(path: string, body: unknown, headers: HeadersInit = {}): Promise<Response> {
  return fetch(cloud.url + path, { method: 'POST', body: JSON.stringify(body), headers });
}

const keySet = () => fetch(`${cloud.url}/${CONTOSO_TENANT_ID}/discovery/v2.0/keys`, { redirect: 'manual' });

interface State {
  readonly drills: { readonly jwks?: { readonly left: number } };
}

async function kids(): Promise<unknown[]> {
  const { keys } = (await (await keySet()).json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
}

it.each([
  [{ jkws: { fault: 'html' } }, 'jkws'],
  [{ jwks: { fault: 'explode' } }, 'jwks.fault'],
  [{ token: [{ aadsts: 'many' }] }, 'token[0].aadsts'],
  [{ token: [{ user: 'dora' }] }, 'token[0].user'],
  [{ keys: { rollover: 'yes' } }, 'keys.rollover'],
  [{ certificates: ['not a certificate'] }, 'certificates[0]'],
  [[], 'body'],
])('refuses %j and names the member', async (body, member) => {
  const response = await post('/_drill', body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'invalid_drill', member });
});

it('refuses pages of another origin', async () => {
  const response = await post('/_drill', { revoke: ['ada'] }, { origin: 'http://evil.example' });
  expect(response.status).toBe(403);
});

it('makes the key set fail as often as asked, then recovers', async () => {
  await post('/_drill', { jwks: { fault: 'html', count: 2 } });
  expect([(await keySet()).status, (await keySet()).status, (await keySet()).status]).toEqual([
    503, 503, 200,
  ]);
});

it.each([
  ['garbage', 200],
  ['empty', 200],
  ['huge', 200],
  ['redirect', 302],
] as const)('answers a key set request with %s', async (fault, status) => {
  cloud.drill({ jwks: { fault } });
  const response = await keySet();
  expect(response.status).toBe(status);
  await response.arrayBuffer();
});

it('cuts the socket', async () => {
  cloud.drill({ jwks: { fault: 'reset' } });
  await expect(keySet()).rejects.toThrow('fetch failed');
  expect(cloud.journal.find({ status: 0 })).toHaveLength(1);
});

it('hangs until the client gives up', async () => {
  cloud.drill({ jwks: { fault: 'hang', count: 1 } });
  const client = new AbortController();
  const answer = fetch(`${cloud.url}/${CONTOSO_TENANT_ID}/discovery/v2.0/keys`, { signal: client.signal });
  const met = async () =>
    ((await (await fetch(`${cloud.url}/_drill`)).json()) as State).drills.jwks?.left === 0;
  while (!(await met()));
  client.abort();
  await expect(answer).rejects.toThrow('aborted');
  while (cloud.journal.count({ status: 0 }) === 0) await met();
  expect(cloud.journal.find({ status: 0 })).toMatchObject([
    { path: `/${CONTOSO_TENANT_ID}/discovery/v2.0/keys` },
  ]);
});

it('replaces members of metadata and key set', async () => {
  const read = async (path: string) =>
    (await (await fetch(`${cloud.url}/${CONTOSO_TENANT_ID}${path}`)).json()) as Record<string, unknown>;
  cloud.drill({
    metadataMembers: { jwks_uri: 'http://127.0.0.2/keys' },
    keySet: { issuer: null, padding: 1001 },
  });
  expect(await read('/v2.0/.well-known/openid-configuration')).toHaveProperty(
    'jwks_uri',
    'http://127.0.0.2/keys',
  );
  const { keys } = (await read('/discovery/v2.0/keys')) as { keys: object[] };
  expect(keys).toHaveLength(1002);
  expect(keys.at(-1)).not.toHaveProperty('issuer');
  cloud.drill({ metadataMembers: null, keySet: null });
  expect((await read('/discovery/v2.0/keys'))['keys']).toHaveLength(1);
});

it('rolls keys over and takes old ones back', async () => {
  const [first] = await kids();
  await post('/_drill', { keys: { rollover: true } });
  expect(await kids()).toEqual([first, cloud.kid]);
  expect(decodeProtectedHeader(await cloud.issueToken()).kid).toBe(cloud.kid);
  expect(decodeProtectedHeader(await cloud.issueToken({ key: 'previous' })).kid).toBe(first);
  await post('/_drill', { keys: { removeOld: true } });
  expect(await kids()).toEqual([cloud.kid]);
});

it('mints the token that outside tools ask for', async () => {
  const asked = {
    user: 'guest',
    version: '1.0',
    claims: { extra: [1] },
    without: ['name'],
    header: { typ: 'at+jwt' },
  };
  const { access_token } = (await (await post('/_drill/token', asked)).json()) as { access_token: string };
  const claims = decodeJwt(access_token);
  expect(claims).toMatchObject({ ver: '1.0', acct: 1, extra: [1] });
  expect(claims).not.toHaveProperty('name');
  expect(decodeProtectedHeader(access_token).typ).toBe('at+jwt');
});

it('signs exactly the bytes it is given', async () => {
  const payload = '{"aud":"a","aud":"b"}';
  const raw = await cloud.signRaw('{"alg":"RS256"}', payload);
  const viaHttp = (await (
    await post('/_drill/token/raw', { header: '{"alg":"RS256"}', payload })
  ).json()) as object;
  expect(Buffer.from(raw.split('.')[1] ?? '', 'base64url').toString('utf8')).toBe(payload);
  expect(viaHttp).toEqual({ access_token: raw });
});

it('tells what is on, and forgets it on DELETE', async () => {
  await post('/_drill', {
    graph: { fault: 'status', status: 429, retryAfter: 7, count: 3 },
    tokenVersion: '1.0',
  });
  const on = (await (await fetch(`${cloud.url}/_drill`)).json()) as { drills: object; guide: object };
  expect(on.drills).toMatchObject({
    graph: { status: 429, left: 3 },
    tokenVersion: '1.0',
    withoutFullConsent: ['ben'],
  });
  expect(on.guide).toHaveProperty('members.jwks');
  const off = (await (await fetch(`${cloud.url}/_drill`, { method: 'DELETE' })).json()) as { drills: object };
  expect(off.drills).not.toHaveProperty('graph');
});

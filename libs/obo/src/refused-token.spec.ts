import { aadsts, FakeAuthority } from '../test/fake-authority.js';
import { caller, SEARCH } from '../test/jwt.js';
import { failure, oboAt } from '../test/setup.js';
import type { TokenExchanger } from './index.js';

const AI = 'https://ai.azure.com';
const CHALLENGE = '{"access_token":{"nbf":{"essential":true,"value":"1795000000"}}}';
const MORE = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

describe('a token that its resource refused', () => {
  let authority: FakeAuthority;
  let exchanger: TokenExchanger;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
    ({ exchanger } = oboAt(authority.origin));
  });
  afterEach(() => authority.stop());

  const cached = async (name: string, resource = SEARCH): Promise<boolean> =>
    (await exchanger.exchange(caller(name), { resource })).fromCache;

  it('is dropped, of that person and resource only, and no newer one', async () => {
    const { accessToken } = await exchanger.exchange(caller('ada'), { resource: SEARCH });
    await exchanger.exchange(caller('ada'), { resource: AI });
    await exchanger.exchange(caller('ben'), { resource: SEARCH });
    const again = await exchanger.exchangeAgain(caller('ada'), { resource: SEARCH }, { accessToken });
    expect(again.fromCache).toBe(false);
    expect(again.accessToken).not.toBe(accessToken);
    const late = await exchanger.exchangeAgain(caller('ada'), { resource: SEARCH }, { accessToken });
    expect(late.accessToken).toBe(again.accessToken);
    expect({ ada: await cached('ada', AI), ben: await cached('ben') }).toEqual({ ada: true, ben: true });
  });

  it('ends all tokens of that person where it is refused with a claims challenge', async () => {
    const { accessToken } = await exchanger.exchange(caller('ada'), { resource: SEARCH });
    await exchanger.exchange(caller('ada'), { resource: AI });
    await exchanger.exchange(caller('ben'), { resource: SEARCH });
    const refused = { accessToken, claims: CHALLENGE };
    await exchanger.exchangeAgain(caller('ada'), { resource: SEARCH }, refused);
    expect(JSON.parse(authority.requests.at(-1)?.form['claims'] ?? '{}')).toMatchObject(
      JSON.parse(CHALLENGE) as object,
    );
    expect({ ada: await cached('ada', AI), ben: await cached('ben') }).toEqual({ ada: false, ben: true });
  });

  it.each([
    ['no longer accepts the assertion', () => aadsts(50173, 'invalid_grant'), CHALLENGE],
    ['wants more of the person', () => aadsts(50076, 'interaction_required', { claims: MORE }), MORE],
  ])('is a step-up where the authority %s', async (_what, script, claims) => {
    const { accessToken } = await exchanger.exchange(caller('ada'), { resource: SEARCH });
    authority.script = script;
    const refused = { accessToken, claims: CHALLENGE };
    const error = await failure(exchanger.exchangeAgain(caller('ada'), { resource: SEARCH }, refused));
    expect(error).toMatchObject({
      code: 'step_up_required',
      claims,
      scopes: [`${SEARCH}/.default`],
      resource: SEARCH,
    });
  });

  it('is no step-up where the authority is away, or where nothing was asked for', async () => {
    const { accessToken } = await exchanger.exchange(caller('ada'), { resource: SEARCH });
    const again = (claims?: string): Promise<Record<string, unknown>> =>
      failure(exchanger.exchangeAgain(caller('ada'), { resource: SEARCH }, { accessToken, claims }));
    authority.script = () => aadsts(50173, 'invalid_grant');
    expect(await again()).toMatchObject({ code: 'invalid_token' });
    authority.script = () => ({ status: 503, body: {} });
    expect(await again(CHALLENGE)).toMatchObject({ code: 'authority_unavailable' });
  });
});

describe('a person whose tokens are dropped', () => {
  it('has none left in any session, and none that was under way is kept', async () => {
    const authority = await FakeAuthority.start();
    const { exchanger } = oboAt(authority.origin);
    const [ada, later, ben] = [caller('ada'), caller('ada', { session: 1 }), caller('ben')];
    for (const user of [ada, later, ben]) await exchanger.exchange(user, { resource: SEARCH });
    const gate = Promise.withResolvers<undefined>();
    authority.script = () => gate.promise;
    const underWay = exchanger.exchange(ada, { resource: AI });
    while (authority.requests.length < 4) await new Promise((resolve) => setImmediate(resolve));
    exchanger.dropUser(ada.tid, ada.oid);
    gate.resolve(undefined);
    expect((await underWay).fromCache).toBe(false);
    authority.script = () => undefined;
    const cached = async (user: typeof ada, resource: string): Promise<boolean> =>
      (await exchanger.exchange(user, { resource })).fromCache;
    expect({
      ada: await cached(ada, SEARCH),
      later: await cached(later, SEARCH),
      underWay: await cached(ada, AI),
      ben: await cached(ben, SEARCH),
    }).toEqual({ ada: false, later: false, underWay: false, ben: true });
    await authority.stop();
  });
});

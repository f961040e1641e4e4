import { DEMO_USERS } from '#local-cloud';
import { ConnectLinks } from '#libs/oauth-proxy';
import { type Product, startProduct } from '../support/product.js';
import { Browser } from './support/browser.js';

const [ada, ben] = ['ada', 'ben'].map((key) => DEMO_USERS.find((user) => user.key === key));
const SEARCH = 'https://search.azure.com/user_impersonation';

describe('a link to the consent that a tool needs', () => {
  let product: Product | undefined;
  let links: ConnectLinks;
  let browser: Browser;

  beforeAll(async () => {
    product = await startProduct();
    links = product.app.get(ConnectLinks);
  });
  beforeEach(() => {
    browser = new Browser([product?.url ?? '', product?.cloud.url ?? '']);
  });
  afterAll(() => product?.close());

  const linkFor = (user: typeof ben, loginHint?: string) =>
    links.create({
      tid: user?.homeTenantId ?? '',
      oid: user?.oid ?? '',
      scopes: [SEARCH],
      ...(loginHint === undefined ? {} : { loginHint }),
    });

  it('lets Ben consent as himself, after which the same call succeeds', async () => {
    const token = await product?.cloud.issueToken({ user: 'ben' });
    const exchange = () =>
      product?.request('/api/obo/token', { token, json: { resource: 'https://search.azure.com' } });
    expect((await exchange())?.status).toBe(403);

    const { url, id } = await linkFor(ben, ben?.upn);
    const shown = await browser.open(url);
    expect(shown.html).toContain('Continue');
    expect(shown.html).toContain(ben?.upn);
    expect(await links.isUsed(id)).toBe(false);
    const signIn = await browser.press(shown, {
      ticket: /name="ticket"\s+value="([^"]+)"/.exec(shown.html)?.[1] ?? '',
    });
    const consent = await browser.press(signIn, { user: 'ben' });
    const done = await browser.press(consent, { answer: 'accept' });
    expect(done.status).toBe(200);
    expect(done.html).toContain('Consent is given');
    expect(await links.isUsed(id)).toBe(true);
    expect((await exchange())?.status).toBe(200);
    expect((await browser.open(url)).status).toBe(410);
  });

  it('refuses anybody else, and stays good for the person it names', async () => {
    const { url, id } = await linkFor(ben);
    const shown = await browser.open(url);
    const signIn = await browser.press(shown, { ticket: url.split('/').at(-1) ?? '' });
    const answer = await browser.press(signIn, { user: 'ada' });
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('belongs to somebody else');
    expect(await links.isUsed(id)).toBe(false);
  });

  it('is a page in words where the person declines', async () => {
    product?.cloud.drill({ consent: { reset: ['ben'] } });
    const { url, id } = await linkFor(ben);
    const shown = await browser.open(url);
    const signIn = await browser.press(shown, { ticket: url.split('/').at(-1) ?? '' });
    const consent = await browser.press(signIn, { user: 'ben' });
    const answer = await browser.press(consent, { answer: 'cancel' });
    expect(answer.status).toBe(400);
    expect(answer.html).toContain('No consent was given');
    expect(await links.isUsed(id)).toBe(false);
  });

  it('is refused when another site posts its form', async () => {
    const { url } = await linkFor(ada);
    await browser.open(url);
    const answer = await browser.open(`${product?.url ?? ''}/oauth/connect`, {
      method: 'POST',
      body: new URLSearchParams({ ticket: url.split('/').at(-1) ?? '' }),
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
  });

  it('speaks Japanese to whoever reads it', async () => {
    browser.headers['accept-language'] = 'ja-JP,ja;q=0.9,en;q=0.5';
    const shown = await browser.open((await linkFor(ada)).url);
    expect(shown.html).toContain('lang="ja"');
    expect(shown.html).toContain('続ける');
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import AxeBuilder from '@axe-core/playwright';
import { type APIRequestContext, expect, type Page, test } from '@playwright/test';

const REDIRECT = 'http://127.0.0.1:51888/callback';
const CHALLENGE = createHash('sha256').update(randomBytes(32)).digest('base64url');

/** The address of a sign-in that a client which has just registered begins. */
async function authorizeUrl(request: APIRequestContext): Promise<string> {
  const answer = await request.post('/register', {
    data: { client_name: 'Travel assistant', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' },
  });
  const { client_id: clientId } = (await answer.json()) as { client_id: string };
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    state: 'state-1',
  });
  return `/authorize?${query}`;
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const [locale, title] of [
    ['en-GB', /Allow .*Travel assistant/],
    ['ja-JP', /Travel assistant.*許可/],
  ] as const)
    test.describe(`consent page, ${colorScheme}, ${locale}`, () => {
      test.use({ colorScheme, locale, viewport: { width: 390, height: 800 }, javaScriptEnabled: true });

      test('is clear, fits a phone, and breaks no rule of accessibility', async ({ page, request }) => {
        await page.goto(await authorizeUrl(request));
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
        await expect(page.getByText('127.0.0.1:51888')).toBeVisible();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        await expectNoViolations(page);
      });
    });

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('somebody allows a client, signs in at Entra and lands at the client, with no policy in the way', async ({
    page,
    request,
  }) => {
    // A real listener: a route of Playwright's sees no request that a redirect leads to.
    const landed: string[] = [];
    const client = createServer((asked, answer) => {
      landed.push(asked.url ?? '');
      answer.setHeader('content-type', 'text/plain').end('signed in');
    });
    await new Promise<void>((resolve) => client.listen(Number(new URL(REDIRECT).port), '127.0.0.1', resolve));
    await page.goto(await authorizeUrl(request));
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('button', { name: /Ada/ }).click();
    await expect(page.getByText('signed in')).toBeVisible();
    const answer = new URL(landed[0] ?? '', REDIRECT).searchParams;
    expect(answer.get('state')).toBe('state-1');
    expect(answer.get('code')).toBeTruthy();

    // Entra knows the browser now: the answer comes at once, through a chain of redirects behind a form.
    await page.goto(await authorizeUrl(request));
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.getByText('signed in')).toBeVisible();
    client.closeAllConnections();
    client.close();
  });

  test('somebody who cancels is sent back with access_denied', async ({ page, request }) => {
    let landed = '';
    await page.route(`${new URL(REDIRECT).origin}/**`, (route) => {
      landed = route.request().url();
      return route.fulfill({ body: 'cancelled' });
    });
    await page.goto(await authorizeUrl(request));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('cancelled')).toBeVisible();
    expect(new URL(landed).searchParams.get('error')).toBe('access_denied');
  });
});

test('an address that nobody registered is explained, not followed', async ({ page }) => {
  await page.goto('/authorize?client_id=unknown&redirect_uri=https://evil.example/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This application is not known here');
  await expectNoViolations(page);
});

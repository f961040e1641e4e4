import { ask, finished } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';

test('signing out ends the session here and at the authority', async ({ page }) => {
  await signIn(page, 'Ada');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('/');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.goto('/chat');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: /Ada Lovelace/ })).toBeVisible();
});

test('a link to a chat brings the person back to it after signing in', async ({ page, browser }) => {
  await signIn(page, 'Ada');
  await ask(page, 'Who am I?');
  await finished(page);
  const address = new URL(page.url()).pathname;

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(address);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.getByRole('button', { name: /Ada Lovelace/ }).click();
  await expect(other).toHaveURL(new RegExp(`${address}$`));
  await expect(other.getByRole('log')).toContainText('Who am I?');
  await context.close();
});

test('a new tab needs no sign-in, and signing out in one tab ends them all', async ({ page, context }) => {
  await signIn(page, 'Ada');
  await ask(page, 'Who am I?');
  await finished(page);
  const other = await context.newPage();
  await other.goto(new URL(page.url()).pathname);
  await expect(other.getByRole('log')).toContainText('Who am I?');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(other.getByText('Who am I?')).toHaveCount(0);
  expect(await other.evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/accesstoken|eyJ/i);
  await other.goto('/chat');
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('people are one click away, on the first page and in the account menu', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /Gus Fabrikam/ }).click();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  await page.getByRole('button', { name: /^Gus Fabrikam, Guest/ }).click();
  await page.getByRole('menuitem', { name: 'Switch person' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Ada Lovelace/ })
    .click();
  await page.getByRole('button', { name: 'Ada Lovelace', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await page.getByRole('menuitem', { name: 'What Torii may do as me' }).click();
  await expect(page.getByRole('heading', { name: 'What Torii may do as me' })).toBeVisible();
});

test('another person does not see the chat', async ({ page, browser }) => {
  await signIn(page, 'Ada');
  await ask(page, 'Who am I?');
  await finished(page);
  const address = new URL(page.url()).pathname;

  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, 'Carla');
  await other.goto(address);
  await expect(other.getByRole('alert')).toContainText('This chat does not exist.');
  await expect(other.getByText('Ada Lovelace')).toHaveCount(0);
  await context.close();
});

test('chats are listed, opened and deleted', async ({ page }) => {
  const question = `Who am I? ${Date.now()}`;
  await signIn(page, 'Ada');
  await ask(page, question);
  await finished(page);
  await page.getByRole('button', { name: 'New chat' }).click();
  await expect(page.getByRole('log')).toBeEmpty();

  await page.getByRole('link', { name: question }).click();
  await expect(page.getByRole('log')).toContainText('Ada Lovelace');
  const row = page.getByRole('listitem').filter({ hasText: question });
  await row.getByRole('button', { name: 'Chat actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: question })).toHaveCount(0);
  await expect(page.getByRole('log')).toBeEmpty();
});

test('a server that is gone is told in words, before anything else', async ({ page }) => {
  await page.route('**/api/config', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('The server did not answer.');
  await page.unroute('**/api/config');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

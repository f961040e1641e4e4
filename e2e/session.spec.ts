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

test('a link to a chat brings the person back to it after signing in', async ({ page, context }) => {
  await signIn(page, 'Ada');
  await ask(page, 'Who am I?');
  await finished(page);
  const address = new URL(page.url()).pathname;

  const other = await context.newPage();
  await other.goto(address);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.getByRole('button', { name: /Ada Lovelace/ }).click();
  await expect(other).toHaveURL(new RegExp(`${address}$`));
  await expect(other.getByRole('log')).toContainText('Who am I?');
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
  await page.getByRole('button', { name: `Delete chat ${question}` }).click();
  await page.getByRole('button', { name: 'Delete?' }).click();
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

import { expect } from '@playwright/test';
import { ask, finished } from './support/chat.js';
import { signIn, test } from './support/journey.js';

test('a message is edited, an answer asked for again, and every version stays readable', async ({ page }) => {
  await signIn(page, 'Ada');
  await ask(page, 'Who am I?');
  await finished(page);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const editor = page.getByRole('textbox', { name: 'Edit message' });
  await expect(editor).toBeFocused();
  await editor.fill('Find the travel policy');
  await editor.press('Enter');
  await finished(page);
  await expect(page.getByRole('log')).toContainText('Find the travel policy');
  await expect(page.getByRole('log')).not.toContainText('Who am I?');
  await expect(page.getByText('2 of 2')).toBeVisible();

  await page.getByRole('button', { name: 'Previous version' }).click();
  await expect(page.getByRole('log')).toContainText('Who am I?');
  await page.reload();
  await expect(page.getByRole('log')).toContainText('Who am I?');
  await page.getByRole('button', { name: 'Next version' }).click();
  await expect(page.getByRole('log')).toContainText('Find the travel policy');

  await page.getByRole('button', { name: 'Ask again' }).click();
  await finished(page);
  await expect(page.getByText('2 of 2')).toHaveCount(2);
});

test('a chat is renamed, exported, deleted and brought back', async ({ page }) => {
  const question = `Who am I? ${Date.now()}`;
  await signIn(page, 'Ada');
  await ask(page, question);
  await finished(page);
  const actions = async (title: string, item: string): Promise<void> => {
    await page
      .getByRole('listitem')
      .filter({ hasText: title })
      .getByRole('button', { name: 'Chat actions' })
      .click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await actions(question, 'Rename');
  const title = `Renamed ${Date.now()}`;
  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  await page.getByRole('textbox', { name: 'Title' }).press('Enter');
  await expect(page.getByRole('link', { name: title })).toBeVisible();

  const downloaded = page.waitForEvent('download');
  await actions(title, 'Export as Markdown');
  expect((await downloaded).suggestedFilename()).toBe(`${title}.md`);

  await actions(title, 'Delete');
  await expect(page.getByRole('link', { name: title })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: title })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: title })).toBeVisible();
});

test('the keys are listed at ?, and lead to search and to a new chat', async ({ page }) => {
  await signIn(page, 'Ada');
  await ask(page, 'Who am I?');
  await finished(page);
  await page.getByRole('textbox', { name: 'Message' }).blur();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('searchbox', { name: 'Search chats' })).toBeFocused();
  await page.keyboard.press('Control+Shift+O');
  await expect(page.getByRole('log')).toBeEmpty();
});

import { ask, finished, runState, toolCall } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';
import type { Page } from '@playwright/test';

async function addNote(page: Page, title: string): Promise<void> {
  await ask(page, `Add a note titled "${title}" with the text "Journey"`);
  await runState(page, 'interrupted');
  await page.getByRole('button', { name: 'Allow once' }).click();
  await finished(page);
}

test('a note is deleted only after the person allows it', async ({ page }) => {
  const title = `Gone ${Date.now()}`;
  await signIn(page, 'Ada');
  await addNote(page, title);

  await ask(page, `Delete my note about "${title}"`);
  await runState(page, 'interrupted');
  const card = page.getByRole('group', { name: 'Approval: Delete a note' });
  await expect(card).toContainText('Cannot be undone');
  await expect(card.getByRole('heading')).toBeFocused();
  await page.getByRole('button', { name: 'Allow once' }).click();
  await finished(page);
  await expect(toolCall(page, /^Delete a note/)).toHaveAccessibleName(/Done/);
});

test('a denied call is not made, and the answer says so', async ({ page }) => {
  const title = `Kept ${Date.now()}`;
  await signIn(page, 'Ada');
  await addNote(page, title);

  await ask(page, `Delete my note about "${title}"`);
  await runState(page, 'interrupted');
  await page.getByRole('button', { name: 'Deny' }).click();
  await finished(page);
  await expect(toolCall(page, /^Delete a note/)).toHaveAccessibleName(/Denied/);

  await ask(page, 'List my notes');
  await finished(page);
  await expect(page.getByRole('log')).toContainText(title);
});

test('a tool asks back with a form of its own', async ({ page }) => {
  const title = `Twin ${Date.now()}`;
  await signIn(page, 'Ada');
  await addNote(page, title);
  await ask(page, `Add a note titled "${title}" with the text "Again"`);
  await runState(page, 'interrupted');
  await page.getByRole('button', { name: 'Allow once' }).click();
  const form = page.getByRole('group', { name: /^Question from/ });
  await expect(form).toContainText(title);
  await form.getByRole('checkbox').check();
  await form.getByRole('button', { name: 'Send answer' }).click();
  await finished(page);
  await expect(page.getByRole('log').getByRole('group', { name: /^Add a note, Done/ })).toHaveCount(2);
});

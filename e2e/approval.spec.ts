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
  await expect(card).toContainText(title);
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
  await expect(toolCall(page, /^Delete a note/)).toHaveAccessibleName(/You said no/);
  await page.reload();
  await expect(toolCall(page, /^Delete a note/)).toHaveAccessibleName(/You said no/);

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
  await form.getByRole('button', { name: 'Yes' }).click();
  await finished(page);
  await expect(page.getByRole('log').getByRole('group', { name: /^Add a note, Done/ })).toHaveCount(2);
});

test('what a tool would write can be corrected before it is allowed', async ({ page }) => {
  const title = `Right ${Date.now()}`;
  await signIn(page, 'Ada');
  await ask(page, `Add a note titled "Wrong" with the text "Journey"`);
  await runState(page, 'interrupted');
  const card = page.getByRole('group', { name: 'Approval: Add a note' });
  await card.getByRole('textbox', { name: 'Title' }).fill(title);
  await card.getByRole('button', { name: 'Allow once' }).click();
  await finished(page);
  await ask(page, 'List my notes');
  await finished(page);
  await expect(page.getByRole('log')).toContainText(title);
});

test('what was allowed for good stands on a page, and is taken back there', async ({ page }) => {
  await signIn(page, 'Carla');
  await ask(page, `Add a note titled "Kept ${Date.now()}" with the text "Journey"`);
  await runState(page, 'interrupted');
  await page.getByRole('button', { name: 'Always allow' }).click();
  await finished(page);
  await page.getByRole('button', { name: 'Carla Gomez', exact: true }).click();
  await page.getByRole('menuitem', { name: 'What Torii may do as me' }).click();
  const allowed = page.getByRole('region', { name: 'Allowed without asking' });
  await expect(allowed).toContainText('Add a note');
  await allowed.getByRole('button', { name: 'Take back' }).click();
  await expect(allowed).toContainText('Nothing.');
  await page.reload();
  await expect(allowed).toContainText('Nothing.');

  await page.getByRole('link', { name: /Back to the chat/ }).click();
  await ask(page, `Add a note titled "Asked ${Date.now()}" with the text "Journey"`);
  await runState(page, 'interrupted');
});

test('the focus goes to the message box after a decision by keyboard', async ({ page }) => {
  await signIn(page, 'Ada');
  for (const name of ['Deny', 'Allow once']) {
    await ask(page, `Add a note titled "Focus ${Date.now()}" with the text "Journey"`);
    await runState(page, 'interrupted');
    const button = page.getByRole('button', { name });
    await expect(button).toBeEnabled();
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
    await finished(page);
  }
});

import { ask, finished, runState, toolCall } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';

test('Ben consents in the middle of an answer, and it goes on by itself', async ({ page }) => {
  await signIn(page, 'Ben');
  await ask(page, 'What do our documents say about the travel policy?');
  await runState(page, 'interrupted');
  await expect(page.getByRole('log')).toContainText('AADSTS65001');

  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();

  await finished(page);
  await expect(toolCall(page, /^Search our documents/)).toHaveAccessibleName(/Done/);
  await expect(page.getByRole('log')).toContainText(/travel policy/i);
  await expect(page.getByRole('button', { name: 'Continue' })).toHaveCount(0);
});

test('Ben leaves the consent page, and is asked again instead of being sent round', async ({ page }) => {
  await signIn(page, 'Ben');
  await ask(page, 'What do our documents say about the travel policy?');
  await runState(page, 'interrupted');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await expect(page.getByRole('alert')).toContainText('Nothing was changed');
  await runState(page, 'interrupted');
  await page.getByRole('button', { name: 'Go on without it' }).click();
  await finished(page);
  await expect(toolCall(page, /^Search our documents/)).toHaveAccessibleName(/You said no/);
});

test('Ben goes back in the browser, and can still consent', async ({ page }) => {
  await signIn(page, 'Ben');
  await ask(page, 'What do our documents say about the travel policy?');
  await runState(page, 'interrupted');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Accept' }).waitFor();
  await page.goBack();

  await runState(page, 'interrupted');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await finished(page);
  await expect(toolCall(page, /^Search our documents/)).toHaveAccessibleName(/Done/);
});

import { ask, finished, runState, toolCall } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';

test('Carla confirms with MFA in the middle of an answer, and it goes on by itself', async ({ page }) => {
  await signIn(page, 'Carla');
  await ask(page, 'What do our documents say about the travel policy?');
  await runState(page, 'interrupted');
  await expect(page.getByRole('log')).toContainText('needs a stronger sign-in');

  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();

  await finished(page);
  await expect(toolCall(page, /^Search our documents/)).toHaveAccessibleName(/Done/);
  await expect(page.getByRole('log')).toContainText(/travel policy/i);
});

import { ask, finished, runState } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';

const SLOWLY = 'Who am I? !slow';

test('Stop ends the answer, and the chat goes on', async ({ page }) => {
  await signIn(page, 'Ada');
  await ask(page, SLOWLY);
  await runState(page, 'running');
  await page.getByRole('button', { name: 'Stop' }).click();
  await runState(page, 'idle');
  await expect(page.getByRole('log')).toContainText('You stopped this answer.');
  await ask(page, 'Who am I?');
  await finished(page);
  await expect(page.getByRole('log')).toContainText('Ada Lovelace');
});

test('Escape in the message stops the answer too', async ({ page }) => {
  await signIn(page, 'Ada');
  await ask(page, SLOWLY);
  await runState(page, 'running');
  await page.getByRole('textbox', { name: 'Message' }).press('Escape');
  await runState(page, 'idle');
});

test('an answer goes on after a reload in the middle of it', async ({ page }) => {
  await signIn(page, 'Ada');
  await ask(page, SLOWLY);
  await expect(page.getByRole('log').locator('app-markdown')).toContainText(/\w{3}/, { timeout: 30_000 });
  await runState(page, 'running');

  await page.reload();
  await runState(page, 'running');
  await finished(page);
  const answer = await page.getByRole('log').innerText();
  expect(answer.match(/Who am I\? !slow/g)).toHaveLength(1);

  await page.reload();
  await expect(page.getByRole('log')).toContainText('Ada Lovelace');
  expect((await page.getByRole('log').innerText()).replaceAll(/\s+/g, ' ')).toBe(
    answer.replaceAll(/\s+/g, ' '),
  );
});

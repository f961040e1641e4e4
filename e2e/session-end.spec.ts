import type { Page } from '@playwright/test';
import { ask, finished, runState, toolCall } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';
import { drill } from './support/local-cloud.js';

const SEARCH = 'What do our documents say about the travel policy?';

async function signInAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /Ada Lovelace/ }).click();
}

for (const cached of [false, true]) {
  test(`a session that ends in the middle of a chat is one card, from which the answer goes on (token in the cache: ${cached})`, async ({
    page,
  }) => {
    await signIn(page, 'Ada');
    if (cached) {
      await ask(page, SEARCH);
      await finished(page);
    }
    await drill({ revoke: ['ada'] });
    await ask(page, `${SEARCH} Once more.`);
    await runState(page, 'interrupted');
    await expect(page.getByText('You were signed out')).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toHaveCount(1);
    await expect(page.getByRole('log')).not.toContainText(/the person|call this tool/i);
    await signInAgain(page);
    await finished(page);
    await expect(
      page
        .getByRole('log')
        .getByRole('group', { name: /^Search our documents/ })
        .last(),
    ).toHaveAccessibleName(/Done/);
  });
}

test('a question that could not be sent is sent after the next sign-in', async ({ page }) => {
  await signIn(page, 'Ada');
  await drill({ revoke: ['ada'] });
  // As if an hour had passed: no access token is left, and the refresh token is refused.
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage))
      if (/accesstoken/i.test(key)) sessionStorage.removeItem(key);
  });
  await page.reload();
  await ask(page, 'Who am I?');
  await runState(page, 'error');
  await expect(page.getByText('Your session has ended')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toHaveCount(1);
  await signInAgain(page);
  await finished(page);
  await expect(toolCall(page, /^Who am I/)).toHaveAccessibleName(/Done/);
});

test('what the person declined has words for people, in both languages and after a reload', async ({
  page,
}) => {
  const model = /the person|call this tool|do not repeat|go on without/i;
  await signIn(page, 'Ben');
  await ask(page, SEARCH);
  await runState(page, 'interrupted');
  await page.getByRole('button', { name: 'Go on without it' }).click();
  await finished(page);
  await expect(toolCall(page, /^Search our documents/)).toHaveAccessibleName(/You said no/);
  await toolCall(page, /^Search our documents/)
    .getByRole('button')
    .first()
    .click();
  await expect(page.getByRole('log')).not.toContainText(model);
  await page.reload();
  await expect(toolCall(page, /^Search our documents/)).toHaveAccessibleName(/You said no/);

  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: '日本語' }).click();
  await page.getByRole('textbox', { name: 'メッセージ' }).fill('出張規程には何と書いてありますか。');
  await page.getByRole('button', { name: '送信' }).click();
  await runState(page, 'interrupted');
  await page.getByRole('button', { name: '使わずに進む' }).click();
  await runState(page, 'idle');
  await expect(page.getByRole('log')).not.toContainText(model);
});

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ask, finished, runState } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Faults that axe finds in the page as it stands: all of them in the light theme, those of colour in the dark one. */
async function barriers(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    const { violations } = await (
      colorScheme === 'light' ? axe.withTags(WCAG) : axe.withRules('color-contrast')
    ).analyze();
    for (const { id, nodes } of violations) {
      found.push(`${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }
  }
  return found;
}

test('every state is free of barriers, in both themes', async ({ page }) => {
  test.slow();
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await barriers(page)).toEqual([]);

  await signIn(page, 'Ada');
  expect(await barriers(page)).toEqual([]);

  await ask(page, 'Who am I, and what do our documents say about the travel policy?');
  await finished(page);
  await page.getByRole('log').getByRole('group').first().getByRole('button').first().click();
  await page.getByRole('group', { name: 'Ask the same as' }).getByRole('button', { name: /Gus/ }).click();
  await expect(page.getByRole('region', { name: 'Answer for Gus Fabrikam' })).toContainText('as a guest');
  await page.getByRole('button', { name: 'as Ada, at Azure AI Search' }).click();
  await page.getByRole('button', { name: 'Get Azure AI Search token' }).click();
  await expect(page.getByRole('row', { name: /^oid/ })).toHaveCount(2);
  expect(await barriers(page)).toEqual([]);
  for (const tab of ['Run', 'Tools']) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await barriers(page)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Inspector' }).click();

  await ask(page, 'Add a note titled "Axe" with the text "Look"');
  await runState(page, 'interrupted');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Deny' }).click();
  await finished(page);
  await ask(page, 'Hello !filter');
  await runState(page, 'error');
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Ada Lovelace', exact: true }).click();
  await page.getByRole('menuitem', { name: 'What Torii may do as me' }).click();
  await expect(page.getByRole('region', { name: 'All tools' })).toContainText('Add a note');
  expect(await barriers(page)).toEqual([]);
});

test('a phone, in Japanese', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, 'Ada');
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: '日本語' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page
    .getByRole('textbox', { name: 'メッセージ' })
    .fill('私は誰ですか。出張規程には何と書いてありますか。');
  await page.getByRole('button', { name: '送信' }).click();
  await expect(page.getByRole('log')).toContainText('Ada Lovelace', { timeout: 30_000 });
  await runState(page, 'idle');
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'インスペクター' }).click();
  await expect(page.getByRole('tab', { name: '本人とトークン' })).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tab', { name: '本人とトークン' })).toHaveCount(0);

  await page.getByRole('button', { name: 'チャット一覧を表示' }).click();
  await expect(page.getByRole('navigation')).toContainText('今日');
  expect(await barriers(page)).toEqual([]);
});

test('nothing is wider than the page, down to 320 px', async ({ page }) => {
  await signIn(page, 'Ada');
  await ask(
    page,
    'Who am I, and what do our documents say about the travel policy and everything around it?',
  );
  await finished(page);
  await page.getByRole('log').getByRole('group').last().getByRole('button').first().click();
  for (const width of [834, 390, 320]) {
    await page.setViewportSize({ width, height: 700 });
    const end = await page.getByRole('button', { name: 'Ada Lovelace', exact: true }).boundingBox();
    expect((end?.x ?? Infinity) + (end?.width ?? 0)).toBeLessThanOrEqual(width);
    const overflowing = await page.evaluate(() =>
      [...document.querySelectorAll('main, .scroll, .column, header')]
        .filter((element) => element.scrollWidth > document.documentElement.clientWidth)
        .map((element) => element.className || element.tagName),
    );
    expect(overflowing).toEqual([]);
  }
});

test('a chat can be had by keyboard alone', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Ada Lovelace/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.keyboard.type('Who am I?');
  await page.keyboard.press('Enter');
  await finished(page);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.keyboard.type('line one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('line two');
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('line one\nline two');
});

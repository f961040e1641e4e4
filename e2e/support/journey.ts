/** What every journey starts with: a calm local cloud and a person who signs in on the local Entra's own page. */
import { test as base, type Page } from '@playwright/test';
import { resetDrills } from './local-cloud.js';

/** Playwright's `test`, with all drills ended before each journey. */
export const test = base.extend<{ calmCloud: void }>({
  calmCloud: [
    async ({ page: _page }, use) => {
      await resetDrills();
      await use();
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

/** Opens the product and signs in as one of the demo users, by first name. */
export async function signIn(page: Page, firstName: 'Ada' | 'Ben' | 'Carla' | 'Gus'): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).first().click();
  await page.getByRole('button', { name: new RegExp(firstName) }).click();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
}

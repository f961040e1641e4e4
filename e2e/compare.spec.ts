import { ask, finished, runState } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';

test('the same question as somebody else stands side by side, with that person’s own rights', async ({
  page,
}) => {
  await signIn(page, 'Ada');
  await ask(page, 'What do our documents say about expenses?');
  await finished(page);
  const people = page.getByRole('group', { name: 'Ask the same as' });
  await expect(people.getByRole('button')).toHaveCount(3);
  await people.getByRole('button', { name: 'Gus Fabrikam' }).click();

  const guest = page.getByRole('region', { name: 'Answer for Gus Fabrikam' });
  await expect(guest.getByRole('group', { name: /^Search our documents, Done/ })).toContainText(
    'as Gus, at Azure AI Search',
  );
  await expect(guest).toContainText('You are a guest here.');
  const own = await page
    .getByRole('group', { name: /^Search our documents, Done/ })
    .first()
    .boundingBox();
  const theirs = await guest.boundingBox();
  expect(theirs?.x ?? 0).toBeGreaterThan((own?.x ?? 0) + (own?.width ?? 0));
  await expect(page.getByRole('button', { name: 'Ada Lovelace', exact: true })).toBeVisible();
  await guest.getByRole('button', { name: 'Close the answer for Gus Fabrikam' }).click();
  await expect(guest).toHaveCount(0);
});

test('somebody who must decide first is named, and one press goes on as them', async ({ page }) => {
  await signIn(page, 'Ada');
  await ask(page, 'What do our documents say about the travel policy?');
  await finished(page);
  await page.getByRole('group', { name: 'Ask the same as' }).getByRole('button', { name: 'Ben Ito' }).click();
  const other = page.getByRole('region', { name: 'Answer for Ben Ito' });
  await expect(other).toContainText('Ben Ito has to give consent first.');
  await other.getByRole('button', { name: 'Go on as Ben Ito' }).click();
  await runState(page, 'interrupted');
  await expect(page.getByRole('button', { name: 'Ben Ito', exact: true })).toBeVisible();
  await expect(page.getByRole('log')).toContainText('Torii may not use Azure AI Search in your name yet');
});

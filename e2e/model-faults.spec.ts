import { ask, finished, runState } from './support/chat.js';
import { expect, signIn, test } from './support/journey.js';

const FAULTS = [
  { drill: '!429 5', code: 'rate_limited', words: 'Too many requests for now.' },
  { drill: '!filter', code: 'content_filter', words: 'The content filter stopped this.' },
  { drill: '!404', code: 'deployment_not_found', words: 'The model deployment does not exist.' },
  { drill: '!401', code: 'model_unauthorized', words: 'The model refused this server.' },
] as const;

test('what the model refuses is told in words, with what to do now, and the chat goes on', async ({
  page,
}) => {
  await signIn(page, 'Ada');
  for (const { drill, code, words } of FAULTS) {
    await ask(page, `Hello ${drill}`);
    await runState(page, 'error');
    const alert = page.getByRole('log').getByRole('alert');
    await expect(alert).toContainText(words);
    await expect(alert).toContainText(code);
    await expect(alert.getByRole('button', { name: /Try again/ })).toBeVisible();
  }
  await ask(page, 'Who am I?');
  await finished(page);
  await expect(page.getByRole('log')).toContainText('Ada Lovelace');
  await expect(page.getByRole('log').getByRole('alert')).toHaveCount(0);
});

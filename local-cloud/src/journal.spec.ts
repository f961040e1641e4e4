import { RequestJournal } from './journal.js';

const request = (path: string, method = 'GET') => new Request(`http://localhost${path}`, { method });

it('finds requests by method, path, pattern, status and what a token request was about', () => {
  const journal = new RequestJournal(() => 5);
  const token = request('/t/oauth2/v2.0/token?secret=1', 'POST');
  journal.annotate(token, { grant: 'refresh_token', clientId: 'c' });
  journal.record(token, 400);
  journal.record(request('/v1.0/me'), 200);
  expect(journal.find({ grant: 'refresh_token', status: 400 })).toEqual([
    {
      at: 5,
      method: 'POST',
      path: '/t/oauth2/v2.0/token',
      status: 400,
      grant: 'refresh_token',
      clientId: 'c',
    },
  ]);
  expect(journal.count({ path: /\/token$/ })).toBe(1);
  expect(journal.count({ path: '/v1.0/me', method: 'GET' })).toBe(1);
  expect(journal.count({ clientId: 'other' })).toBe(0);
});

it('keeps the last ten thousand or so, and forgets all when asked', () => {
  const journal = new RequestJournal(() => 0);
  for (let index = 0; index < 12_000; index += 1) journal.record(request(`/${index}`), 200);
  expect(journal.entries.length).toBeLessThanOrEqual(11_000);
  expect(journal.entries.at(-1)?.path).toBe('/11999');
  journal.clear();
  expect(journal.entries).toEqual([]);
});

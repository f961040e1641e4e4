import type { ThreadSummary } from '#libs/contract';

import { byDay } from './by-day.js';

const NOON = new Date(2026, 10, 23, 12).getTime();
const HOUR = 3_600_000;

function thread(id: string, hoursAgo: number): ThreadSummary {
  const at = new Date(NOON - hoursAgo * HOUR).toISOString();
  return { id, title: id, createdAt: at, updatedAt: at };
}

describe('byDay', () => {
  it('sorts chats into days by local midnight, newest first', () => {
    const groups = byDay(
      [
        thread('old', 24 * 30),
        thread('morning', 3),
        thread('last night', 13),
        thread('now', 0),
        thread('monday', 24 * 5),
      ],
      NOON,
    );
    expect(groups.map(({ group, threads }) => [group, threads.map(({ id }) => id)])).toEqual([
      ['today', ['now', 'morning']],
      ['yesterday', ['last night']],
      ['week', ['monday']],
      ['older', ['old']],
    ]);
  });

  it('leaves out empty days', () => {
    expect(byDay([thread('now', 0)], NOON).map(({ group }) => group)).toEqual(['today']);
  });
});

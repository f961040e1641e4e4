import { describe, expect, it } from '@jest/globals';
import type { Turn } from './conversation.js';
import { planStep } from './plan.js';
import { asking, called, OFFICE, PRODUCT } from './planner-tools.spec-support.js';

const now = new Date('2026-11-23T09:00:00Z');
const user = (text: string): Turn => ({ kind: 'user', text });
const said = (text: string): Turn => ({ kind: 'assistant', text });

const NOTES = {
  notes: [
    { id: 'n-1', title: 'Trip to Berlin', text: 'Book a hotel' },
    { id: 'n-2', title: 'Groceries', text: 'milk' },
    { id: 'n-3', title: 'Berlin restaurants', text: 'Ask Ben' },
  ],
};
function next(turns: readonly Turn[], tools = PRODUCT): unknown {
  const step = planStep(asking(turns, tools), now);
  return step.kind === 'text' ? step.text : step.calls.map((call) => [call.name, call.arguments]);
}

describe('lookups before a change', () => {
  const listed = (text: string) => [user(text), ...called('c1', 'torii__notes_list', {}, NOTES)];

  it('lists first, then deletes the one note that fits', () => {
    expect(next([user('Delete my note about groceries')])).toEqual([['torii__notes_list', {}]]);
    expect(next(listed('Delete my note about groceries'))).toEqual([['torii__notes_delete', { id: 'n-2' }]]);
    expect(next(listed('Groceries についてのメモを削除して'))).toEqual([
      ['torii__notes_delete', { id: 'n-2' }],
    ]);
  });

  it('asks which one when several fit, and changes nothing when none fits', () => {
    expect(next(listed('Delete my note about Berlin'))).toContain('Which one do you mean?');
    expect(next(listed('Delete my note about the dentist'))).toContain('nothing was changed');
  });

  it('takes a named thing only where the whole name fits', () => {
    expect(next(listed('Delete my note called "Groceries"'))).toEqual([
      ['torii__notes_delete', { id: 'n-2' }],
    ]);
    expect(next(listed('Delete my note called "Groceries 2025"'))).toContain('nothing was changed');
    expect(next(listed('Delete my note about "Trip a1-b2"'))).toContain('nothing was changed');
  });

  it('reports the deletion without repeating the list', () => {
    const turns = [
      ...listed('Delete my note about groceries'),
      ...called('c2', 'torii__notes_delete', { id: 'n-2' }, { deleted: true, id: 'n-2', title: 'Groceries' }),
    ];
    expect(next(turns)).toContain('Deleted: **Groceries**');
    expect(next(turns)).not.toContain('Berlin');
  });

  it('understands positions and “it” from earlier turns', () => {
    const before = [user('List my notes'), ...called('c1', 'torii__notes_list', {}, NOTES), said('…')];
    expect(next([...before, user('Delete the second one from my notes')])).toEqual([
      ['torii__notes_delete', { id: 'n-2' }],
    ]);
    const added = [
      user('Add a note: A: b'),
      ...called('c1', 'torii__notes_add', {}, { id: 'n-9', title: 'A', text: 'b' }),
      said('…'),
    ];
    expect(next([...added, user('Delete that note')])).toEqual([['torii__notes_delete', { id: 'n-9' }]]);
  });

  it('works with tools it has never seen', () => {
    const tickets = {
      tickets: [
        { ticketId: 'T-1', title: 'Printer is on fire' },
        { ticketId: 'T-2', title: 'Wi-Fi slow' },
      ],
    };
    expect(next([user('Close the ticket about the printer')], OFFICE)).toEqual([
      ['tracker__listTickets', {}],
    ]);
    const turns = [
      user('Close the ticket about the printer'),
      ...called('c1', 'tracker__listTickets', {}, tickets),
    ];
    expect(next(turns, OFFICE)).toEqual([['tracker__closeTicket', { ticketId: 'T-1' }]]);
  });
});

describe('questions the planner asks back', () => {
  const asked = [
    user('Delete a note'),
    ...called('c1', 'torii__notes_list', {}, NOTES),
    said('Several entries fit. Which one do you mean?'),
  ];

  it.each([
    ['The second one', 'n-2'],
    ['Groceries', 'n-2'],
    ['n-3', 'n-3'],
    ['the restaurants', 'n-3'],
  ])('“Delete a note”, then “%s”', (text, id) => {
    expect(next([...asked, user(text)])).toEqual([['torii__notes_delete', { id }]]);
  });

  it('asks first when there are several, and takes the only one there is', () => {
    expect(next([user('Delete a note')])).toEqual([['torii__notes_list', {}]]);
    expect(next(asked.slice(0, -1))).toContain('Which one do you mean?');
    const only = { notes: NOTES.notes.slice(1, 2) };
    expect(next([user('Delete a note'), ...called('c1', 'torii__notes_list', {}, only)])).toEqual([
      ['torii__notes_delete', { id: 'n-2' }],
    ]);
  });

  it('fills what an addition lacked', () => {
    const turns = [user('Add a note'), said('To use Notes add I need: title, text.'), user('Buy milk')];
    expect(next(turns)).toEqual([['torii__notes_add', { title: 'Buy milk', text: 'Buy milk' }]]);
  });

  it('lets the subject change', () => {
    expect(next([...asked, user('Never mind. Who am I?')])).toEqual([['torii__get_user_info', {}]]);
    expect(next([...asked, user('Never mind')])).toContain('rules, not AI');
    expect(next([...asked, user('No, stop')])).toContain('rules, not AI');
  });
});

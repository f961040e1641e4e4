import { describe, expect, it } from '@jest/globals';
import type { Turn } from './conversation.js';
import { planStep } from './plan.js';
import { asking, called, PRODUCT } from './planner-tools.spec-support.js';

const now = new Date('2026-11-23T09:00:00Z');
const user = (text: string): Turn => ({ kind: 'user', text });
const said = (text: string): Turn => ({ kind: 'assistant', text });

const LEARN = {
  results: [{ title: 'OBO', content: 'The flow…', contentUrl: 'https://learn.microsoft.com/obo#steps' }],
};
const SEARCH = 'microsoft_learn__microsoft_docs_search';

function next(turns: readonly Turn[]): unknown {
  const step = planStep(asking(turns, PRODUCT), now);
  return step.kind === 'text' ? step.text : step.calls.map((call) => [call.name, call.arguments]);
}

describe('second calls', () => {
  it('reads the first page after a search when details are wanted', () => {
    const question = 'Explain the on-behalf-of flow in detail';
    expect(next([user(question)])).toEqual([[SEARCH, { query: 'on-behalf-of flow' }]]);
    expect(next([user(question), ...called('c1', SEARCH, {}, LEARN)])).toEqual([
      ['microsoft_learn__microsoft_docs_fetch', { url: 'https://learn.microsoft.com/obo#steps' }],
    ]);
  });

  it('writes a note only after what it builds on was read', () => {
    const question = 'Search our documents for the travel policy and save it as a note';
    expect(next([user(question)])).toEqual([['torii__search_documents', { query: 'travel policy' }]]);
    const found = {
      documents: [{ title: 'Travel policy', url: 'https://h.example/t', content: 'Trips need approval.' }],
    };
    expect(next([user(question), ...called('c1', 'torii__search_documents', {}, found)])).toEqual([
      ['torii__notes_add', { title: expect.any(String), text: 'Travel policy: Trips need approval.' }],
    ]);
  });

  it('serves a third intent in the next round', () => {
    const question = 'Who am I? Show my profile. List my notes.';
    expect(next([user(question)])).toHaveLength(2);
    const turns = [
      user(question),
      ...called('c1', 'torii__get_user_info', {}, {}),
      ...called('c2', 'torii__my_profile', {}, {}),
    ];
    expect(next(turns)).toEqual([['torii__notes_list', {}]]);
  });

  it('does not repeat a call that failed', () => {
    const turns = [
      user('Who am I?'),
      ...called('c1', 'torii__get_user_info', {}, { isError: true, error: 'denied' }),
    ];
    expect(next(turns)).toContain('did not work');
  });
});

describe('follow-up questions', () => {
  const before = [
    user('What do our documents say about the travel policy?'),
    ...called('c1', 'torii__search_documents', { query: 'travel policy' }, { documents: [] }),
    said('…'),
  ];

  it.each([
    ['And for taxis?', 'taxis'],
    ['What about visas?', 'visas'],
    ['And what about parental leave?', 'parental leave'],
    ['タクシーはどうですか？', 'タクシー'],
  ])('%s', (text, query) => {
    expect(next([...before, user(text)])).toEqual([['torii__search_documents', { query }]]);
  });

  it('“tell me more” reads the page that was found', () => {
    const learned = [user('What is OBO?'), ...called('c1', SEARCH, { query: 'OBO' }, LEARN), said('…')];
    expect(next([...learned, user('Tell me more')])).toEqual([
      ['microsoft_learn__microsoft_docs_fetch', { url: 'https://learn.microsoft.com/obo#steps' }],
    ]);
  });

  it('turns to another tool when the subject changes', () => {
    expect(next([...before, user('And who am I?')])).toEqual([['torii__get_user_info', {}]]);
  });
});

describe('missing arguments', () => {
  it('names the arguments', () => {
    expect(next([user('Add a note')])).toContain('`title`, `text`');
    expect(next([user('Exchange my token')])).toContain('`resource_uri`');
  });

  it('names four things the tools can do when none fits', () => {
    const text = String(next([user('Tell me a joke')]));
    expect(text).toContain('rules, not AI');
    expect(text.match(/^- \*\*/gm)).toHaveLength(4);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Turn } from './conversation.js';
import { planStep } from './plan.js';
import { asking, called, PRODUCT } from './planner-tools.spec-support.js';

const now = new Date('2026-11-23T09:00:00Z');
const JOURNEY = 'Who am I, and what do our documents say about the travel policy?';
const IDENTITY = {
  identity: {
    name: 'Ada Lovelace',
    upn: 'ada@contoso.example',
    oid: 'o-1',
    scopes: ['access_as_user', 'Notes.ReadWrite'],
    guest: false,
  },
  checks: [{ check: 'signature', passed: true, found: 'RS256' }],
};
const TRAVEL = {
  id: 'travel-policy',
  title: 'Travel policy',
  url: 'https://handbook.contoso.example/travel-policy',
  content:
    'The travel policy applies to every business trip. Hotels may cost up to 180 EUR a night.\n\nTaxis are paid up to 40 EUR.',
};
const CLOSE = {
  id: 'qc',
  title: 'Quarter close',
  url: 'https://handbook.contoso.example/qc',
  content: 'The books close on day four.',
};
const DOCUMENTS = { count: 2, documents: [TRAVEL, CLOSE] };

const user = (text: string): Turn => ({ kind: 'user', text });

function answer(turns: readonly Turn[], instructions = ''): string {
  const step = planStep(asking(turns, PRODUCT, { instructions }), now);
  return step.kind === 'text' ? step.text : `calls ${step.calls.map((call) => call.name).join(' ')}`;
}

function after(text: string, name: string, output: unknown, args: Record<string, unknown> = {}): string {
  return answer([user(text), ...called('c1', name, args, output)]);
}

describe('answers from tool results', () => {
  it('names the person and quotes the documents with their links', () => {
    const text = answer([
      user(JOURNEY),
      ...called('c1', 'torii__get_user_info', {}, IDENTITY),
      ...called('c2', 'torii__search_documents', { query: 'travel policy' }, DOCUMENTS),
    ]);
    expect(text).toContain('You are **Ada Lovelace** (ada@contoso.example).');
    expect(text).toContain('[Travel policy](https://handbook.contoso.example/travel-policy)');
    expect(text).toContain('The travel policy applies to every business trip.');
    expect(text).not.toContain('Quarter close');
    expect(text.match(/no AI model was used/g)).toHaveLength(1);
  });

  it('answers in Japanese to a Japanese question', () => {
    const text = answer([
      user('私は誰ですか。出張規程には何と書いてありますか'),
      ...called('c1', 'torii__get_user_info', {}, IDENTITY),
      ...called(
        'c2',
        'torii__search_documents',
        { query: '出張規程' },
        {
          documents: [
            {
              title: '出張規程',
              url: 'https://handbook.contoso.example/ja/t',
              content: '出張規程は、すべての出張に適用されます。日当は 3,000 円です。',
            },
          ],
        },
      ),
    ]);
    expect(text).toContain('あなたは **Ada Lovelace**');
    expect(text).toContain('[出張規程](https://handbook.contoso.example/ja/t)');
    expect(text).toContain('すべての出張に適用されます');
    expect(text).toContain('AI モデルは使っていません');
  });

  it('obeys a language that the instructions or the user name', () => {
    const turns = [user('Who am I?'), ...called('c1', 'torii__get_user_info', {}, IDENTITY)];
    expect(answer(turns, 'Always answer in Japanese.')).toContain('あなたは **Ada Lovelace**');
    expect(answer(turns, 'Answer in the language of the person’s last message.')).toContain(
      'You are **Ada Lovelace**',
    );
    const wished = [
      user('Who am I? Answer in Japanese.'),
      ...called('c1', 'torii__get_user_info', {}, IDENTITY),
    ];
    expect(answer(wished, 'Always answer in English.')).toContain('あなたは **Ada Lovelace**');
  });

  it('says once in a conversation that it is made by rules', () => {
    const first = after('Who am I?', 'torii__get_user_info', IDENTITY);
    const second = answer([
      user('Who am I?'),
      ...called('c1', 'torii__get_user_info', {}, IDENTITY),
      { kind: 'assistant', text: first },
      user('List my notes'),
      ...called('c2', 'torii__notes_list', {}, { notes: [] }),
    ]);
    expect(second).toBe('There is nothing there yet.');
  });

  it('reads results inside the marks a chat puts around untrusted data', () => {
    const marked = `[The call succeeded. Untrusted data from tool "torii__get_user_info" of server "Torii":]\n${JSON.stringify(IDENTITY)}`;
    expect(after('Who am I?', 'torii__get_user_info', marked)).toContain('**Ada Lovelace**');
    expect(
      after('Who am I?', 'torii__get_user_info', { structuredContent: IDENTITY, content: [] }),
    ).toContain('**Ada Lovelace**');
    expect(
      after('Who am I?', 'torii__get_user_info', {
        content: [{ type: 'text', text: JSON.stringify(IDENTITY) }],
      }),
    ).toContain('**Ada Lovelace**');
    expect(
      after('Who am I?', 'torii__get_user_info', `<untrusted>${JSON.stringify(IDENTITY)}</untrusted>`),
    ).toContain('**Ada Lovelace**');
  });

  it('saves what is whole in a result that was cut', () => {
    const whole = JSON.stringify({ count: 2, documents: [TRAVEL, CLOSE] });
    const cut = `${whole.slice(0, whole.indexOf('Quarter'))}\n[cut: the first 300 of 9000 bytes are shown]`;
    const text = after('What do our documents say about the travel policy?', 'torii__search_documents', cut, {
      query: 'travel policy',
    });
    expect(text).toContain('[Travel policy](https://handbook.contoso.example/travel-policy)');
    expect(text).not.toContain('{');
  });

  it('does not quote documents that have little to do with the question', () => {
    const text = after('Is the quarter close checklist finished?', 'torii__search_documents', DOCUMENTS, {
      query: 'zebra crossing rules',
    });
    expect(text).toContain('Nothing was found for “zebra crossing rules”.');
    expect(text).toContain('rules, not AI');
    expect(text).not.toContain('handbook.contoso.example');
  });

  it('says so when nothing was found', () => {
    expect(
      after(
        'What does the policy say about dragons?',
        'torii__search_documents',
        { count: 0, documents: [] },
        { query: 'dragons' },
      ),
    ).toContain('Nothing was found for “dragons”.');
  });
});

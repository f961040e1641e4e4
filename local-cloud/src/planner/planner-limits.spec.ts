import { describe, expect, it } from '@jest/globals';
import { planStep } from './plan.js';
import { asking, called } from './planner-tools.spec-support.js';

const now = new Date('2026-11-23T09:00:00Z');
const MESSAGES: Readonly<Record<string, string>> = {
  brackets: '「'.repeat(100_000),
  sentences: '. '.repeat(100_000),
  blanks: `${' '.repeat(100_000)}who am I`,
  kana: 'あ'.repeat(100_000),
  verbs: 'who am I and '.repeat(8000),
};
const RESULTS: Readonly<Record<string, string>> = {
  'broken JSON': '[{'.repeat(32_000),
  images: '!['.repeat(32_000),
  fences: JSON.stringify({
    documents: [{ title: 't', url: 'https://x.example/t', content: '```'.repeat(20_000) }],
  }),
  'deep nesting': '['.repeat(5000) + ']'.repeat(5000),
  'many documents': JSON.stringify({
    documents: Array.from({ length: 2000 }, (_item, index) => ({
      title: `travel ${index}`,
      url: `https://x.example/${index}`,
      content: 'travel policy',
    })),
  }),
};

/** Patterns that are quadratic over such inputs would take minutes: then the runner ends the spec as failed. */
describe('large and hostile inputs', () => {
  it.each(Object.keys(MESSAGES))('a message of %s', (name) => {
    expect(['text', 'calls']).toContain(planStep(asking(MESSAGES[name] ?? ''), now).kind);
  });

  it.each(Object.keys(RESULTS))('a result of %s', (name) => {
    const turns = [
      { kind: 'user', text: 'what do our documents say about the travel policy?' } as const,
      ...called('c', 'torii__search_documents', { query: 'travel policy' }, RESULTS[name] ?? ''),
    ];
    const step = planStep(asking(turns), now);
    expect(step.kind).toBe('text');
    expect(JSON.stringify(step).length).toBeLessThan(10_000);
  });

  it('still reads what a long message begins and ends with', () => {
    const pasted = 'lorem ipsum '.repeat(5000);
    expect(planStep(asking(`${pasted}\nWho am I?`), now)).toMatchObject({
      calls: [{ name: 'torii__get_user_info' }],
    });
    expect(planStep(asking(`Who am I?\n${pasted}`), now)).toMatchObject({
      calls: [{ name: 'torii__get_user_info' }],
    });
  });
});

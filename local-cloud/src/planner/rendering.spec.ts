import { describe, expect, it } from '@jest/globals';
import { planStep } from './plan.js';
import { asking, called, PRODUCT } from './planner-tools.spec-support.js';

function after(text: string, name: string, output: unknown, args: Record<string, unknown> = {}): string {
  const turns = [{ kind: 'user', text } as const, ...called('c1', name, args, output)];
  const step = planStep(asking(turns, PRODUCT), new Date('2026-11-23T09:00:00Z'));
  return step.kind === 'text' ? step.text : `calls ${step.calls.map((call) => call.name).join(' ')}`;
}

describe('rendering of results', () => {
  it('shows an object as a small table, never a token', () => {
    const token = `eyJ${'a'.repeat(40)}.b.c`;
    const text = after('Get a token for Azure AI Search', 'torii__get_azure_ai_search_token', {
      resource: 'https://search.azure.com',
      audience: 'https://search.azure.com',
      scopes: ['user_impersonation'],
      fromCache: false,
      access_token: token,
    });
    expect(text).toContain('| Audience | https://search.azure.com |');
    expect(text).toContain('| From cache | no |');
    expect(text).not.toContain('eyJ');
  });

  it('shows a code sample in a fence with its language', () => {
    const text = after(
      'Show a code sample for MSAL Angular',
      'microsoft_learn__microsoft_code_sample_search',
      {
        results: [
          {
            description: 'Provide MSAL Angular',
            codeSnippet: 'const a = `x`;',
            link: 'https://learn.microsoft.com/a',
            language: 'typescript',
          },
        ],
      },
    );
    expect(text).toContain('```typescript\nconst a = `x`;\n```');
    expect(text).toContain('[Provide MSAL Angular](https://learn.microsoft.com/a)');
  });

  it('lists entries with their ids and confirms what was written', () => {
    const listed = after('List my notes', 'torii__notes_list', {
      notes: [{ id: 'n-1', title: 'Trip', text: 'Berlin', createdAt: '2026-11-01' }],
    });
    expect(listed).toContain('- **Trip**: Berlin (id `n-1`)');
    const added = after('Add a note titled "Trip" with text "Berlin"', 'torii__notes_add', {
      id: 'n-2',
      title: 'Trip',
      text: 'Berlin',
    });
    expect(added).toMatch(/^Added: \*\*Trip\*\*/);
    expect(added).not.toContain('| Title |');
  });

  it('leads with the field that was asked for', () => {
    const profile = {
      id: 'o-1',
      displayName: 'Ada Lovelace',
      jobTitle: 'Head of Research',
      department: 'Research',
    };
    expect(after('What is my job title?', 'torii__my_profile', profile)).toContain(
      '**Job title:** Head of Research',
    );
    expect(after('私の部署は？', 'torii__my_profile', profile)).toContain('**Department:** Research');
  });

  it('prefers sentences that stand alone', () => {
    const content =
      'Rooms cost 100 EUR. It covers meals and hotel costs. Hotel costs are paid by the company.';
    const documents = [{ title: 'Hotels', url: 'https://handbook.contoso.example/h', content }];
    const text = after(
      'What do our documents say about hotel costs?',
      'torii__search_documents',
      { documents },
      { query: 'hotel costs' },
    );
    expect(text.split('\n')[0]).toContain('Hotel costs are paid by the company.');
    expect(text.split('\n')[0]).not.toMatch(/\): It covers/);
  });
});

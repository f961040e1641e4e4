import { resultKind } from './result-kind.js';

describe('resultKind', () => {
  it('shows hits as links', () => {
    const text = JSON.stringify({
      count: 1,
      documents: [{ title: 'Travel policy', url: 'https://contoso.example/t', content: 'Book early.' }],
    });
    expect(resultKind(text).links).toEqual([
      { title: 'Travel policy', href: 'https://contoso.example/t', excerpt: 'Book early.' },
    ]);
  });

  it('drops a link that must not work and keeps its title', () => {
    const text = JSON.stringify([{ title: 'Bad', url: 'javascript:alert(1)' }]);
    expect(resultKind(text).links).toEqual([{ title: 'Bad', excerpt: '' }]);
  });

  it('looks into the envelope of an MCP answer', () => {
    const text = JSON.stringify({ content: [{ type: 'text', text: 'x' }], structuredContent: { oid: '1' } });
    expect(resultKind(text)).toMatchObject({ kind: 'value', value: { oid: '1' } });
  });

  it('shows checks as checks, and what they were about beside them', () => {
    const checks = [{ check: 'issuer', passed: true, found: 'https://login.example/v2.0' }];
    expect(resultKind(JSON.stringify({ identity: { name: 'Ada' }, checks }))).toEqual({
      kind: 'checks',
      links: [],
      checks,
      value: { name: 'Ada' },
    });
    expect(resultKind('{"checks":[{"check":"issuer"}]}').kind).toBe('value');
  });

  it('shows everything else as text', () => {
    expect(resultKind('<b>plain</b>')).toEqual({
      kind: 'text',
      links: [],
      checks: [],
      value: '<b>plain</b>',
    });
  });
});

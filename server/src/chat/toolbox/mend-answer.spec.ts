import { mendResult, mendTools } from './mend-answer.js';

const good = { name: 'good', description: 'd', inputSchema: { type: 'object', properties: {} } };

describe('a page of tools', () => {
  it('keeps what can be used, as it is', () => {
    expect(mendTools([good])).toEqual({ tools: [good], leftOut: [] });
  });

  it.each([
    ['annotations that are none', { annotations: 'safe' }],
    ['a title that is a number', { title: 7 }],
    ['a description that is a list', { description: ['d'] }],
    ['an output schema that is a text', { outputSchema: 'object' }],
    ['icons that are none', { icons: [1] }],
  ])('loses %s, not the tool', (_what, odd) => {
    const { tools, leftOut } = mendTools([{ ...good, ...odd }]);
    expect(leftOut).toEqual([]);
    const { [Object.keys(odd)[0] ?? '']: _, ...rest } = good as Record<string, unknown>;
    expect(tools).toEqual([rest]);
  });

  it.each([
    ['none', undefined],
    ['null', null],
    ['one without a type', { properties: { q: { type: 'string' } } }],
    ['one of another type', { type: 'string' }],
  ])('makes an object of an input schema: %s', (_what, inputSchema) => {
    const { tools } = mendTools([{ name: 'odd', inputSchema }]);
    expect(tools[0]).toMatchObject({ name: 'odd', inputSchema: { type: 'object' } });
  });

  it('leaves out, by name, what cannot be mended', () => {
    const { tools, leftOut } = mendTools([
      good,
      null,
      'x',
      { name: '' },
      { inputSchema: {} },
      { name: 'listed', inputSchema: [] },
    ]);
    expect(tools).toEqual([good]);
    expect(leftOut.map(({ name }) => name)).toEqual(['*', '*', '*', '*', 'listed']);
  });
});

describe('a result of a tool', () => {
  it('keeps what can be used', () => {
    const content = [{ type: 'text', text: 'done' }];
    expect(mendResult({ content, structuredContent: { a: 1 }, isError: true })).toEqual({
      content,
      structuredContent: { a: 1 },
      isError: true,
    });
  });

  it.each([
    ['a text alone', 'done', 'done'],
    ['a block without a type', [{ text: 'done' }], 'done'],
    ['a block of an unknown type', [{ type: 'video', url: 'u' }], '{"type":"video","url":"u"}'],
    [
      'an image without data',
      [{ type: 'image', mimeType: 'image/png' }],
      '{"type":"image","mimeType":"image/png"}',
    ],
    ['null', [null], 'null'],
  ])('passes %s on as text', (_what, content, text) => {
    expect(mendResult({ content })).toEqual({ content: [{ type: 'text', text }] });
  });

  it('loses members that say nothing', () => {
    expect(mendResult({ structuredContent: null, isError: null, _meta: 7 })).toEqual({ content: [] });
  });
});

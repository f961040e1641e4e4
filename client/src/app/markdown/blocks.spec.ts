import { Blocks } from './blocks.js';

const DOCUMENT = [
  '# Travel policy',
  '',
  'Ada, **two documents** say how to travel. See [the policy](https://contoso.example/travel).',
  '',
  '- Book 14 days ahead',
  '- Second class on trains',
  '',
  '| Class | Limit |',
  '| --- | --- |',
  '| Hotel | 180 |',
  '',
  '```ts',
  'const msal = new PublicClientApplication();',
  '',
  'await msal.initialize();',
  '```',
  '',
  '> Quoted',
  '',
  '1. one',
  '2. two',
].join('\n');

function html(blocks: readonly { readonly html: string }[]): string {
  return blocks.map((block) => block.html).join('');
}

describe('Blocks', () => {
  it('ends up the same in pieces as in one', () => {
    const whole = html(new Blocks().update(DOCUMENT, false));
    const streamed = new Blocks();
    for (let end = 1; end < DOCUMENT.length; end += 7) streamed.update(DOCUMENT.slice(0, end), true);
    expect(html(streamed.update(DOCUMENT, false))).toBe(whole);
  });

  it.each(['![', '![a map', '![a map](https://example.com/ma'])(
    'shows nothing of half an image: %s',
    (half) => {
      expect(html(new Blocks().update(`See ${half}`, true))).toBe(html(new Blocks().update('See ', true)));
    },
  );

  it('never changes a settled block again while the answer grows', () => {
    const blocks = new Blocks();
    let settled: readonly string[] = [];
    for (let end = 1; end <= DOCUMENT.length; end += 1) {
      const now = blocks
        .update(DOCUMENT.slice(0, end), true)
        .filter((block) => block.settled)
        .map((block) => block.html);
      expect(now.slice(0, settled.length)).toEqual(settled);
      settled = now;
    }
    expect(settled.length).toBeGreaterThan(4);
  });

  it('closes open markers, so that nothing flickers', () => {
    const [block] = new Blocks().update('Some **bold', true);
    expect(block?.html).toContain('<strong>bold</strong>');
    const [link] = new Blocks().update('See [the policy](https://contoso.exa', true);
    expect(link?.html).not.toContain('](');
  });

  it('starts over when the text is another one', () => {
    const blocks = new Blocks();
    blocks.update('First answer.\n\nMore of it.', true);
    expect(html(blocks.update('Second', true))).toBe('<p>Second</p>\n');
  });

  it('keeps code with empty lines in one block', () => {
    const code = new Blocks().update(DOCUMENT, false).find((block) => block.html.includes('<pre'));
    expect(code?.html).toContain('await msal.initialize();');
  });
});

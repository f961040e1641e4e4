import { safeFragment } from './sanitize.js';

/** Words of the copy button and of a diagram's name. */
export interface CodeWords {
  readonly copy: string;
  readonly copied: string;
  readonly diagram: string;
}

/** Gives a code block its bar (language, copy); colours and diagrams come when the block is complete. */
export function decorateCode(pre: HTMLPreElement, words: CodeWords, settled: boolean): void {
  const language = pre.dataset['language'] ?? '';
  const code = pre.querySelector('code');
  if (code === null) return;
  const page = pre.ownerDocument;

  const frame = page.createElement('div');
  frame.className = 'md-code';
  const bar = page.createElement('div');
  bar.className = 'md-code-bar';
  const name = page.createElement('span');
  name.textContent = language;
  bar.append(name, copyButton(page, code, words));
  pre.replaceWith(frame);
  pre.tabIndex = 0;
  frame.append(bar, pre);

  if (!settled) return;
  if (language === 'mermaid') {
    void import('./diagram.js').then(({ drawDiagram }) =>
      drawDiagram(code.textContent, frame, words.diagram),
    );
  } else if (language !== '') {
    void import('./highlight.js').then(({ highlighted }) => {
      const html = highlighted(code.textContent, language);
      if (html !== undefined) code.replaceChildren(safeFragment(html));
    });
  }
}

function copyButton(page: Document, code: HTMLElement, words: CodeWords): HTMLButtonElement {
  const button = page.createElement('button');
  button.type = 'button';
  button.textContent = words.copy;
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(code.textContent).then(() => {
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 1500);
    });
  });
  return button;
}

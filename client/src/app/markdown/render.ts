import { Marked, type Token, type Tokens } from 'marked';

import { linkTarget } from './link-policy.js';

/** Answers stand under the heading of their turn, so their own headings begin below it. */
const HEADING_SHIFT = 2;

/**
 * Markdown to HTML text, safe by construction: raw HTML is shown as text, images stay out, links follow the policy.
 * What comes out still goes through the sanitizer; neither trusts the other.
 */
const marked = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + HEADING_SHIFT);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    code: ({ text, lang }) => {
      const language = /^[\w+#.-]{1,30}/.exec(lang ?? '')?.[0] ?? '';
      return `<pre data-language="${escapeHtml(language)}"><code>${escapeHtml(text)}</code></pre>\n`;
    },
    link({ href, tokens, text }) {
      const label = this.parser.parseInline(tokens);
      const target = linkTarget(href);
      if (target === undefined) return label;
      const host = text.includes(target.host) ? '' : ` data-host="${escapeHtml(target.host)}"`;
      return `<a href="${escapeHtml(target.href)}"${host}>${label}</a>`;
    },
    // A picture from elsewhere would tell its server what the answer says: show its words and a link instead.
    image({ href, text }) {
      const target = linkTarget(href);
      const label = escapeHtml(text === '' ? href : text);
      return target === undefined ? label : `<a href="${escapeHtml(target.href)}">${label}</a>`;
    },
    checkbox: ({ checked }) => (checked === true ? '☑ ' : '☐ '),
  },
});

/** Splits Markdown into its top-level blocks. */
export function lex(source: string): readonly Token[] {
  return marked.lexer(source);
}

/** Renders one block of {@link lex}. */
export function renderBlock(token: Token): string {
  return marked.parser([token as Tokens.Generic]);
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

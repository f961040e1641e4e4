/** Renders prose that a tool returned: short text as it is, a long page by the sentences that answer the question. */
import { bestSentences } from './extract.js';
import { link, plain, shorten } from './markdown.js';
import type { Wording } from './wording.js';

const SHORT = 700;
const SENTENCES = 5;

/** Renders text; `url` is the page it was read from. */
export function renderText(
  text: string,
  about: { readonly question: string; readonly title: string; readonly url?: string | undefined },
  say: Wording,
): string {
  if (text.trim() === '') return say.done(about.title);
  const heading = /^#\s+(.+)$/m.exec(text)?.[1];
  const lines =
    text.length > SHORT || heading !== undefined
      ? bestSentences(text, about.question, SENTENCES, true)
      : [plain(text)];
  if (heading === undefined) return `${say.result(about.title)}\n\n${shorten(lines.join(' '), 1200)}`;
  const [lead = '', ...rest] = lines;
  const list = rest.map((line) => `- ${shorten(line, 320)}`).join('\n');
  return [say.found(link(heading, about.url), lead), list].filter(Boolean).join('\n\n');
}

import remend from 'remend';

import { lex, renderBlock } from './render.js';

/** One top-level block of an answer. A settled block never changes again. */
export interface Block {
  readonly html: string;
  readonly settled: boolean;
}

/**
 * Renders a growing text block by block: only the last block is parsed again for each delta, so the cost of an
 * answer grows with its length and not with its square.
 */
export class Blocks {
  #settled: Block[] = [];
  #source = '';
  #settledLength = 0;

  /** `open` while more text is coming. Text that does not continue what came before starts over. */
  update(text: string, open: boolean): readonly Block[] {
    const source = text.replace(/\r\n?/g, '\n');
    // Once complete, all is read again in one go: late link definitions and loose lists only then come out right.
    if (!open || !source.startsWith(this.#source)) this.#reset();
    this.#source = source;

    const tail = lex(source.slice(this.#settledLength)).filter((token) => token.type !== 'def');
    const last = tail.findLastIndex((token) => token.type !== 'space');
    if (!open)
      return tail.filter(({ type }) => type !== 'space').map((token) => block(renderBlock(token), true));

    for (const token of tail.slice(0, Math.max(0, last))) {
      this.#settledLength += token.raw.length;
      if (token.type !== 'space') this.#settled.push(block(renderBlock(token), true));
    }
    const growing = source.slice(this.#settledLength);
    if (growing.trim() === '') return [...this.#settled];
    return [...this.#settled, ...lex(closed(growing)).map((token) => block(renderBlock(token), false))];
  }

  #reset(): void {
    this.#settled = [];
    this.#settledLength = 0;
  }
}

const HALF_IMAGE = /!\[[^\]\n]*(\](\([^)\n]*)?)?$/;

/** Closes markers that are still open, so that half a link or half a bold word does not flicker. */
function closed(source: string): string {
  // remend puts an address of its own in place of half an image's, which would be shown.
  const whole = source.replace(HALF_IMAGE, '');
  return remend(whole, { linkMode: 'text-only', katex: false });
}

function block(html: string, settled: boolean): Block {
  return { html, settled };
}

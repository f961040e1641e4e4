/**
 * What the stand-in says when no tool fits: what it is, and four things the connected tools can do.
 * @module
 */
import { plain, shorten } from './markdown.js';
import type { ToolTraits } from './tool-traits.js';
import type { Wording } from './wording.js';

const SHOWN = 4;
const GREETING =
  /^\s*(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?(?: you)?|こんにちは|おはよう|こんばんは|はじめまして|ありがとう)[\s!！.。,、]*/i;

/** Four tools that differ most: one per server and action first, then the rest in their order. */
function varied(tools: readonly ToolTraits[]): readonly ToolTraits[] {
  const seen = new Set<string>();
  const fresh = tools.filter(({ server, action }) => {
    const key = `${server}:${action ?? ''}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
  return [...fresh, ...tools.filter((tool) => !fresh.includes(tool))].slice(0, SHOWN);
}

function line({ localName, tool }: ToolTraits): string {
  const title = localName.charAt(0).toUpperCase() + localName.slice(1);
  const sentence = plain(tool.description).split(/(?<=[.。])\s*/)[0] ?? '';
  return sentence ? `- **${title}**: ${shorten(sentence, 140)}` : `- **${title}**`;
}

/** The honest answer when nothing was called. */
export function suggestions(text: string, tools: readonly ToolTraits[], say: Wording): string {
  if (tools.length === 0) return say.noTools;
  const opening = GREETING.test(text) ? say.greeting : say.standIn;
  return `${opening}\n\n${say.tryThese}\n\n${varied(tools).map(line).join('\n')}\n\n${say.moreTools}`;
}

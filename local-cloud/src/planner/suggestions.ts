/** What the stand-in says when no tool fits: what it is, and four things the connected tools can do. */
import { plain, shorten } from './markdown.js';
import { toolTitle, type ToolTraits } from './tool-traits.js';
import type { Wording } from './wording.js';

const SHOWN = 4;
const GREETING =
  /^\s*(?:hi|hello|hey|help|good (?:morning|afternoon|evening)|thanks?(?: you)?|what can you do|what can i (?:do|ask)|who are you|こんにちは|おはよう|こんばんは|はじめまして|ありがとう|ヘルプ|何ができ|なにができ|使い方)[\s\p{P}か]*/iu;
const THANKS = /^\s*(?:thanks?|thank you|thx|cheers|ありがとう|感謝)/i;
const ORDER = ['search', 'get', 'list', 'add', 'book', 'send', 'translate'];

/** The honest answer when nothing was called, or nothing was found: says why, and what the tools can do. */
export function suggestions(
  text: string,
  tools: readonly ToolTraits[],
  say: Wording,
  reason = say.standIn,
): string {
  if (tools.length === 0) return say.noTools;
  const opening = THANKS.test(text) ? say.welcome : GREETING.test(text) ? say.greeting : reason;
  return `${opening}\n\n${say.tryThese}\n\n${varied(tools).map(line).join('\n')}\n\n${say.moreTools}`;
}

/** Four tools that differ most: the most telling of each kind of action and server first. */
function varied(tools: readonly ToolTraits[]): readonly ToolTraits[] {
  const ordered = tools
    .filter(({ action }) => action !== 'delete')
    .toSorted((left, right) => rank(left) - rank(right));
  const seen = new Set<string>();
  const fresh = ordered.filter(({ server, action, nameSubjects }) => {
    const key = `${server}:${action ?? ''}:${nameSubjects.has('code') ? 'code' : ''}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
  return [...fresh, ...tools.filter((tool) => !fresh.includes(tool))].slice(0, SHOWN);
}

function rank({ action }: ToolTraits): number {
  const at = ORDER.indexOf(action ?? '');
  return at < 0 ? ORDER.length : at;
}

function line({ localName, description }: ToolTraits): string {
  const title = toolTitle(localName);
  const sentence = plain(description).split(/(?<=[^\d][.。])\s*(?=\p{Lu}|[\u3040-\u9fff]|$)/u)[0] ?? '';
  return sentence ? `- **${title}**: ${shorten(sentence, 140)}` : `- **${title}**`;
}

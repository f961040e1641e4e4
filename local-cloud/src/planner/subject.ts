/** Takes out of a clause what it is about, to be used as a search text. */
import { isQuestion, withoutPoliteness } from './actions.js';
import { contentWords, isJapanese } from '../text/words.js';

const QUOTED = /["“「『]([^"”」』]{2,200})["”」』]/;

/** "What does the travel policy say about trains?": the document belongs to the subject, unless it is any document. */
const DOCUMENT_SAYS =
  /\b(?:does|do|did)\s+(?:the|our|your|this|that)?\s*(.+?)\s+(?:say|says|state|mention)\s+(?:about|on|regarding)\s+(.+)$/i;
const ANY_DOCUMENT =
  /^(?:company |internal )*(?:documents?|docs|handbook|files|policies|guidelines?|it|they|we)$/i;

const ENGLISH: readonly RegExp[] = [
  /^(?:which|what)\s+(?:documents?|docs|files?|pages?|notes?|articles?)\s+(?:mention|contain|cover|are about|talk about)\s+(.+)$/i,
  /\b(?:code\s+)?(?:samples?|snippets?|examples?)\s+(?:code\s+)?(?:for|of|on|in|using|with|showing|that shows?)\s+(.+)$/i,
  /\b(?:about|regarding|concerning|on the (?:topic|subject) of)\s+(.+)$/i,
  /\b(?:search|look|looking|query|searching)\b(?:\s+(?!for\b)[\w'-]+){0,5}?\s+for\s+(.+)$/i,
  /^(?:explain|describe|define|summari[sz]e|compare|teach me|search|find|look up|lookup|query)\s+(?:me\s+)?(.+)$/i,
  /^(?:what|who)(?:'s|\s+(?:is|are|was|were))\s+(.+)$/i,
  /^how\s+(?:does|do|did)\s+(?!i\b|we\b|you\b)(.+?)\s+work$/i,
  /^(?:show|list|get|give|fetch|open|read|tell)\s+(?:me\s+|us\s+)?(.+)$/i,
];

const LEADING =
  /^(?:(?:the|a|an|our|my|your|their|some|any|all|me|us|to me|how|what|why|when|which|company|contoso|internal)\s+)+(?=\S)/i;
const TRAILING =
  /[\s,]+(?:please|thanks|thank you|for me|with (?:links?|sources?|citations?|references?|examples?|code)|(?:in|from|on|of|using|at|through) (?:the |our |my )?(?:company |internal |official )?(?:documents?|docs|handbook|knowledge base|intranet|microsoft learn|microsoft docs|documentation|files)|in (?:english|japanese|detail|short|simple words)|(?:say|mean|about|again|now|step by step|briefly))$/i;
const LEADING_NOUN =
  /^(?:documents?|docs|articles?|pages?|code|documentation|information|info)\s+(?:about|on|for|to|regarding)\s+/i;

const JAPANESE: readonly RegExp[] = [
  /(.+?)(?:について|に関して|に関する)/,
  /(.+?)(?:には|では|に|で)(?:は)?(?:何|なん|どう)(?:と|が|て|を)?/,
  /(.+?)の(?:コード)?(?:サンプル|コード|実装例|例)/,
  /(.+?)(?:とは|というのは)/,
  /(.+?)を(?:[^をは、。]{0,14}[でに])?(?:検索|探|調べ|教え|説明|見せ|表示|解説|読|要約|確認)/,
  /(.+?)(?:は|って)(?:何|なに|なん|いくら|いつ|どこ|どう|どの|誰|できますか|ありますか)/,
];

const JAPANESE_LEADING =
  /^(?:(?:社内|会社|当社|弊社|うち|私たち|われわれ)の?(?:文書|ドキュメント|資料|規則)?(?:で|から|の中で|には|の)?|Microsoft Learn\s*(?:で|から)|また|そして|それから|あと|次に|じゃあ|では|それでは|ちなみに)[、,\s]*/;

/** What a clause is about: "what do our documents say about the travel policy?" gives "travel policy". */
export function subjectOf(clause: string): string {
  const quoted = QUOTED.exec(clause)?.[1];
  if (quoted) return quoted.trim();
  return isJapanese(clause) ? japaneseSubject(clause) : englishSubject(clause);
}

function japaneseSubject(clause: string): string {
  const bare = clause.replace(/[。？！?!\s]+$/, '').replace(JAPANESE_LEADING, '');
  for (const pattern of JAPANESE) {
    const found = pattern.exec(bare)?.[1]?.trim();
    if (found && contentWords(found).length > 0) return found.replace(/^(?:の|、)+|(?:の|、)+$/g, '');
  }
  return contentWords(bare).join(' ') || bare;
}

function englishSubject(clause: string): string {
  const bare = withoutPoliteness(clause)
    .replace(/[\s?.!]+$/, '')
    .replace(TRAILING, '');
  const [, document, topic] = DOCUMENT_SAYS.exec(bare) ?? [];
  if (document && topic && !ANY_DOCUMENT.test(document)) return `${clean(document)} ${clean(topic)}`;
  for (const pattern of ENGLISH) {
    const found = pattern.exec(bare)?.[1];
    const cleaned = found === undefined ? '' : clean(found);
    if (cleaned && contentWords(cleaned).length > 0) return cleaned;
  }
  const content = contentWords(bare);
  if (content.length === 0) return clean(bare);
  return isQuestion(clause) ? content.join(' ') : clean(bare);
}

function clean(text: string): string {
  let rest = text.replace(/[\s?.!,;:]+$/, '').trim();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest
      .replace(LEADING_NOUN, '')
      .replace(LEADING, '')
      .replace(TRAILING, '')
      .replace(/[\s?.!,;:]+$/, '')
      .trim();
  }
  return rest;
}

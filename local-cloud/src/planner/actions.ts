/** Verbs: what a person commands, what a tool does, and which of them change something. */
import { maskProducts } from './lexicon.js';
import { stem } from '../text/words.js';

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  search: ['search', 'find', 'lookup', 'query', 'discover', 'browse'],
  list: ['list', 'enumerate', 'all'],
  get: [
    'get',
    'fetch',
    'read',
    'show',
    'retrieve',
    'open',
    'view',
    'display',
    'obtain',
    'acquire',
    'give',
    'load',
    'describe',
    'check',
  ],
  add: [
    'add',
    'create',
    'write',
    'save',
    'make',
    'insert',
    'record',
    'remember',
    'register',
    'append',
    'store',
    'jot',
    'remind',
    'new',
  ],
  update: ['update', 'edit', 'change', 'rename', 'modify', 'set', 'replace', 'move', 'assign'],
  delete: [
    'delete',
    'remove',
    'erase',
    'discard',
    'trash',
    'purge',
    'wipe',
    'drop',
    'destroy',
    'terminate',
    'kill',
    'revoke',
    'cancel',
    'clear',
    'reset',
    'uninstall',
    'deprovision',
    'forget',
    'close',
  ],
  send: ['send', 'email', 'post', 'publish', 'share', 'notify', 'submit', 'forward', 'invite'],
  book: ['book', 'reserve', 'schedule', 'arrange'],
  run: ['run', 'execute', 'start', 'trigger', 'launch', 'invoke'],
  exchange: ['exchange', 'swap', 'convert', 'mint'],
  ping: ['ping'],
  translate: ['translate'],
};

const JAPANESE: Readonly<Record<string, RegExp>> = {
  search: /検索|探し|探す|調べ/,
  list: /一覧|リスト|列挙|全部見/,
  get: /取得|表示|見せ|開い|読ん|読み/,
  add: /追加|作成|作っ|登録|保存|書き留め|書いて(?:おいて|ください)|メモして|メモに(?:し|残)|記録/,
  update: /更新|編集|変更|書き換え/,
  delete: /削除|消し|消す|消去|取り消|取消|破棄|キャンセル|解約/,
  send: /送信|送っ|送る|投稿|共有し/,
  book: /予約/,
  run: /実行|起動|開始|停止/,
  exchange: /交換|変換/,
  ping: /疎通/,
  translate: /翻訳|訳し/,
};

/** Verbs of which each stands for itself: to start is not to stop. They command only at the head of a clause. */
const SINGLE: ReadonlySet<string> = new Set(
  'merge approve reject stop restart deploy transfer pay upload install enable disable lock unlock rotate archive restore'.split(
    ' ',
  ),
);

/** Action groups that change something; a tool of such a group runs only on a matching command. */
const WRITING: ReadonlySet<string> = new Set(['add', 'update', 'delete', 'send', 'book', 'run']);

/** Whether an action changes something. */
export function isWriting(action: string | undefined): boolean {
  return action !== undefined && (WRITING.has(action) || SINGLE.has(action));
}

const BY_VERB = new Map(
  Object.entries(GROUPS).flatMap(([group, verbs]) => verbs.map((verb) => [stem(verb), group] as const)),
);

/** The action group of one English verb. */
export function actionOfWord(word: string): string | undefined {
  const verb = stem(word);
  return BY_VERB.get(verb) ?? (SINGLE.has(verb) ? verb : undefined);
}

/** The action a tool performs: by its name's first or last word, else by how its description begins. */
export function actionOfTool(localName: string, description: string): string | undefined {
  const name = localName.toLowerCase().split(' ');
  const opening =
    maskProducts(description)
      .match(/[\p{L}]+/gu)
      ?.slice(0, 2) ?? [];
  const candidates = [name[0], name.at(-1), ...opening];
  const found = candidates.map((word) => actionOfWord(word ?? '')).filter((action) => action !== undefined);
  const destructive = found.find((action) => action === 'delete');
  return (
    destructive ?? found.find(isWriting) ?? found[0] ?? japaneseActions(description).values().next().value
  );
}

const POLITE =
  /^(?:(?:ok(?:ay)?|hey|hi|hello|and|then|so|now|also|please|kindly|just|next|first|finally)[\s,]+|(?:can|could|would|will) you (?:please )?|i(?:'d| would) like (?:you )?to |i want (?:you )?to |i need (?:you )?to |help me (?:to )?|let's |go ahead and )+/i;

/** A clause without its polite opening: "could you please delete …" becomes "delete …". */
export function withoutPoliteness(clause: string): string {
  return clause.trim().replace(POLITE, '').trim();
}

const QUESTION =
  /^(?:how|what|what's|whats|why|when|where|which|who|whom|whose|is|are|was|were|does|do|did|should|may|must|am|has|have|can|could|will|would)\b/i;
const JAPANESE_QUESTION =
  /(?:ですか|ますか|でしょうか|方法|手順|やり方|とは|たら|なぜ|どう(?:やって|すれば)|[はも][？?]\s*$)/;
/** Polite requests are commands, whatever their ending. */
const JAPANESE_REQUEST = /[てで](?:くれ|くださ|下さ|もらえ|もらい|いただけ|いただき|ほし|欲し)/;

/** Whether a clause asks rather than commands. */
export function isQuestion(clause: string): boolean {
  const bare = withoutPoliteness(clause);
  return QUESTION.test(bare) || (JAPANESE_QUESTION.test(bare) && !JAPANESE_REQUEST.test(bare));
}

/** Commands without a verb of their own: "note: …", "take a note". */
const NOTE_DOWN =
  /^(?:(?:take|leave|drop) (?:me )?(?:a |another )?(?:quick |short )?(?:note|memo)\b|(?:note|memo)(?: to self)?\s*[:：])/i;

/** "What files are in …?" wants a list, without a verb for it. */
const WHICH_ONES = /^(?:what|which)\s+(?:\w+\s)?\w+s\s+(?:are|do|have|exist)\b/i;

const NEGATED =
  /\b(?:don't|dont|do not|never|without|not to|no need to)\b|しないで|消さないで|せずに|ないでください/i;

/** Actions a clause commands. Questions and negated clauses never command a change. */
export function commandedActions(clause: string): ReadonlySet<string> {
  const masked = maskProducts(withoutPoliteness(clause));
  const found = japaneseActions(masked);
  const said = masked.match(/[\p{L}]+/gu) ?? [];
  for (const [at, word] of said.entries()) {
    const action = actionOfWord(word);
    if (action && (at === 0 || !SINGLE.has(action))) found.add(action);
  }
  if (WHICH_ONES.test(masked)) found.add('list');
  if (NOTE_DOWN.test(masked)) found.add('add');
  const harmless = isQuestion(clause) || NEGATED.test(clause);
  return harmless ? new Set([...found].filter((action) => !isWriting(action))) : found;
}

function japaneseActions(text: string): Set<string> {
  return new Set(Object.keys(JAPANESE).filter((action) => JAPANESE[action]?.test(text)));
}

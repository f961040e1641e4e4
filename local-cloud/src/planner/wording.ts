/** What the stand-in says in its own words, in both languages. Everything else in an answer is quoted from tools. */
import type { Language } from '../text/language.js';

const ENGLISH = {
  madeByRules: '*Put together by rules from the tool results; no AI model was used.*',
  standIn:
    'I am the local stand-in for a model: rules, not AI. I can only use the connected tools, and none of them fits this request.',
  onlyTools: 'I am the local stand-in for a model: rules, not AI. I know only what the connected tools find.',
  welcome: 'You are welcome. I am the local stand-in for a model: rules, not AI.',
  greeting:
    'Hello! I am the local stand-in for a model: rules, not AI. I answer with the help of the connected tools.',
  tryThese: 'Here is what they can do:',
  noTools:
    'I am the local stand-in for a model: rules, not AI. No tools were offered to me, and without tools I know nothing.',
  moreTools: 'Ask for one of these by name or in your own words.',
  youAre: (name: string, account?: string) => `You are **${name}**${account ? ` (${account})` : ''}.`,
  found: (title: string, sentence: string) => `According to ${title}: ${sentence}`,
  sources: 'Also found:',
  nothingFound: (query: string) => `Nothing was found for “${query}”.`,
  emptyList: 'There is nothing there yet.',
  items: (count: number) => (count === 1 ? 'There is 1 entry:' : `There are ${count} entries:`),
  andMore: (count: number) => `…and ${count} more.`,
  codeFor: (title: string) => `Here is a code sample: ${title}.`,
  done: (tool: string) => `Done: **${tool}**.`,
  wrote: { add: 'Added', update: 'Changed', delete: 'Deleted' } as Readonly<Record<string, string>>,
  nothingForGuest: (query: string) =>
    `You are a guest here. Search shows only what is shared with guests: nothing matched “${query}”.`,
  asGuest: 'You asked as a guest: only what is shared with guests was searched.',
  declined: 'You said no, so nothing was changed.',
  notDone: 'You said no, so this was not done.',
  failed: (tool: string) => `**${tool}** did not work`,
  next: 'What to do now',
  need: (tool: string, names: string) =>
    `To use **${tool}** I need: ${names}. Please say it again with that.`,
  which: 'Several entries fit. Which one do you mean?',
  noneFits: 'No entry fits that description, so nothing was changed.',
  nothingThere: 'There is nothing there, so nothing was changed.',
  field: 'Field',
  value: 'Value',
  yes: 'yes',
  no: 'no',
  hidden: '(token, not shown)',
  result: (tool: string) => `Result of **${tool}**:`,
};

const JAPANESE: typeof ENGLISH = {
  madeByRules: '*この回答はツールの結果から規則で組み立てたものです。AI モデルは使っていません。*',
  standIn:
    '私はモデルのローカル代替です。AI ではなく規則で動くため、接続されたツールの範囲でしか答えられません。この依頼に合うツールはありませんでした。',
  onlyTools:
    '私はモデルのローカル代替です。AI ではなく規則で動くため、接続されたツールが見つけたことしか分かりません。',
  welcome: 'どういたしまして。私はモデルのローカル代替です。AI ではなく規則で動きます。',
  greeting:
    'こんにちは。私はモデルのローカル代替です。AI ではなく規則で動き、接続されたツールを使って答えます。',
  tryThese: 'ツールでできることの例:',
  noTools:
    '私はモデルのローカル代替です。AI ではなく規則で動きます。ツールが渡されていないため、お答えできることがありません。',
  moreTools: 'ツール名でも、ご自分の言葉でもお尋ねください。',
  youAre: (name, account) => `あなたは **${name}**${account ? `(${account})` : ''}です。`,
  found: (title, sentence) => `${title} によると: ${sentence}`,
  sources: 'ほかに見つかった内容:',
  nothingFound: (query) => `「${query}」に該当するものは見つかりませんでした。`,
  emptyList: 'まだ何もありません。',
  items: (count) => `${count} 件あります:`,
  andMore: (count) => `…ほか ${count} 件。`,
  codeFor: (title) => `コードサンプル: ${title}`,
  done: (tool) => `完了しました: **${tool}**`,
  wrote: { add: '追加しました', update: '変更しました', delete: '削除しました' },
  nothingForGuest: (query) =>
    `あなたはゲストです。検索できるのはゲストに共有された文書だけで、「${query}」に該当するものはありませんでした。`,
  asGuest: 'ゲストとして検索しました。対象はゲストに共有された文書だけです。',
  declined: 'あなたが断ったため、何も変更していません。',
  notDone: 'あなたが断ったため、実行していません。',
  failed: (tool) => `**${tool}** は実行できませんでした`,
  next: '次にすること',
  need: (tool, names) =>
    `**${tool}** を使うには次の情報が必要です: ${names}。それを含めてもう一度お伝えください。`,
  which: '複数の候補があります。どれのことですか。',
  noneFits: '該当するものが見つからないため、何も変更していません。',
  nothingThere: '対象が 1 件もないため、何も変更していません。',
  field: '項目',
  value: '値',
  yes: 'はい',
  no: 'いいえ',
  hidden: '(トークンは表示しません)',
  result: (tool) => `**${tool}** の結果:`,
};

/** The stand-in's wording in a language. */
export type Wording = typeof ENGLISH;

/** The wording for a language. */
export function wordingOf(language: Language): Wording {
  return language === 'ja' ? JAPANESE : ENGLISH;
}

/** Whether a part of an answer only says that nothing was found. */
export function isNothingFound(part: string, say: Wording): boolean {
  const [before = '', after = ''] = say.nothingFound('\ue000').split('\ue000');
  return part.startsWith(before) && part.endsWith(after);
}

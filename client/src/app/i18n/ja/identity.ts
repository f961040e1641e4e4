import type { Words } from '../en/words.js';

/** Who is signed in, in Japanese. */
export const people: Words['people'] = {
  title: 'この中の人としてサインイン',
  ada: 'すべてにアクセスできる',
  ben: '最初に同意が必要',
  carla: '検索の前に MFA の確認が必要',
  guest: '別の組織からのゲスト',
};

export const account: Words['account'] = {
  guest: 'ゲスト',
  switchPerson: '別の人に切り替える',
};

export const permissions: Words['permissions'] = {
  title: 'Torii が私としてできること',
  lead: 'ツールはあなたとして、あなたの権限で動きます。読むだけのものは自動で動き、それ以外は、あなたが許可したものを除いて毎回確認します。',
  allowed: '確認なしで許可しているもの',
  none: 'ありません。何かを変更するものは毎回確認します。',
  always: 'すべてのチャットで',
  inChat: 'チャット「{{title}}」で',
  inGoneChat: '削除されたチャットで',
  since: '{{time}} から',
  takeBack: '許可を取り消す',
  takenBack: '今後「{{title}}」は再び確認します。',
  tools: 'すべてのツール',
};

export const compare: Words['compare'] = {
  group: '同じ質問を別の人として',
  answer: '{{name}} への回答',
  close: '{{name}} への回答を閉じる',
  running: '{{name}} に回答しています…',
  consent: '{{name}} は先に同意が必要です。',
  claims: '{{name}} は先に本人確認が必要です。',
  approval: '{{name}} は先に判断を求められます。',
  goOn: '{{name}} として続ける',
};

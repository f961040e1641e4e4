import type { Words } from '../en/words.js';

/** Tool calls in Japanese. */
export const tools: Words['tools'] = {
  secure_ping: { running: '接続を確認しています', done: '接続を確認しました' },
  get_user_info: { running: 'あなたの情報を確認しています', done: 'あなたの情報を確認しました' },
  exchange_token_for_resource: { running: 'トークンを交換しています', done: 'トークンを交換しました' },
  get_azure_ai_search_token: {
    running: '検索用トークンを取得しています',
    done: '検索用トークンを取得しました',
  },
  my_profile: { running: 'プロフィールを読んでいます', done: 'プロフィールを読みました' },
  search_documents: { running: '文書を検索しています', done: '文書を検索しました' },
  notes_list: { running: 'メモを読んでいます', done: 'メモを読みました' },
  notes_add: { running: 'メモを追加しています', done: 'メモを追加しました' },
  notes_delete: { running: 'メモを削除しています', done: 'メモを削除しました' },
  microsoft_docs_search: {
    running: 'Microsoft Learn を検索しています',
    done: 'Microsoft Learn を検索しました',
  },
  microsoft_docs_fetch: {
    running: 'Microsoft Learn を読んでいます',
    done: 'Microsoft Learn のページを読みました',
  },
  microsoft_code_sample_search: {
    running: 'コードサンプルを探しています',
    done: 'コードサンプルを見つけました',
  },
};

export const toolCard: Words['toolCard'] = {
  running: '{{title}} を実行しています',
  done: '{{title}} を実行しました',
  title: '{{title}}',
  result: '結果',
  arguments: '引数',
  identity: 'ID',
  noResult: 'まだ結果がありません。',
  asYou: '{{name}} として、あなた自身のサインインで呼び出しました。',
  asYouAt: '{{name}} として、{{audience}} 向けのあなたのトークンで呼び出しました。',
  showAll: 'すべて表示（{{size}}）',
};

export const toolState: Words['toolState'] = {
  running: '実行中',
  waiting: 'あなたの操作待ち',
  done: '完了',
  failed: '失敗',
  denied: '拒否',
  cancelled: '取り消し',
};

export const approval: Words['approval'] = {
  name: '承認: {{title}}',
  question: '「{{title}}」を許可しますか？',
  changes: 'データを変更します',
  destructive: '元に戻せません',
  openWorld: '外部サービスに接続します',
  allow: '今回だけ許可',
  allowInChat: 'このチャットでは許可',
  deny: '拒否',
};

export const elicitation: Words['elicitation'] = {
  name: '{{title}} からの質問',
  goesTo: '回答は {{server}} に送られます。',
  submit: '回答を送信',
  decline: '回答しない',
  text: '入力してください。',
  choice: '一つ選んでください。',
  number: '範囲内の数値を入力してください。',
};

export const signInCard: Words['signInCard'] = {
  name: 'サインインが必要: {{title}}',
  consent: {
    title: '「{{title}}」にはあなたの同意が必要です',
    why: '利用するサービスは、あなたが一度許可した後でのみ代理で動作できます。「続ける」で求められる内容が表示され、その後は回答が自動的に続きます。',
  },
  claims: {
    title: '「{{title}}」にはより強いサインインが必要です',
    why: 'このサービスを使う前に、本人であることの確認を組織が求めています。その後は回答が自動的に続きます。',
  },
  asksFor: '求められる許可:',
  goOn: '続ける',
  skip: '使わずに進む',
};

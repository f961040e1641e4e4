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

export const argumentNames: Words['argumentNames'] = {
  title: 'タイトル',
  text: '本文',
  query: '検索語',
  top: '最大件数',
  id: 'ID',
  resource_uri: 'サービス',
};

export const toolCard: Words['toolCard'] = {
  running: '{{title}} を実行しています',
  done: '{{title}} を実行しました',
  title: '{{title}}',
  result: '結果',
  arguments: '引数',
  identity: 'ID',
  noResult: 'まだ結果がありません。',
  short: {
    exchanged: '{{name}} として {{place}} へ',
    own: '{{name}} として {{place}} へ',
    none: '身元なしで {{place}} へ',
  },
  long: {
    exchanged: '{{name}} として {{place}} を、{{audience}} 向けに交換したトークンで呼び出しました。',
    own: '{{name}} として、あなた自身のサインインで呼び出しました。',
    none: 'あなたの身元なしで呼び出しました。{{place}} にトークンは送られていません。',
  },
  notCalled: '呼び出していません。',
  saidNo: 'あなたが断ったため、何も行っていません。',
  edited: 'あなたが変更した内容:',
  written: 'モデルが書いた内容:',
  showAll: 'すべて表示（{{size}}）',
};

export const toolFaults: Words['toolFaults'] = {
  note_exists: { what: '同じタイトルのメモがすでにあります。', now: '何も追加していません。' },
  note_not_found: { what: 'そのメモはありません。', now: 'メモの一覧を確認してください。' },
  too_many_notes: { what: 'メモの数が上限に達しています。', now: '先にいくつか削除してください。' },
  invalid_arguments: {
    what: 'モデルがこのツールを正しく使えませんでした。',
    now: '別の言い方で質問してください。',
  },
  expired: { what: '回答の期限が過ぎました。', now: 'もう一度質問してください。' },
  cancelled: { what: '完了する前に回答が停止されました。', now: 'もう一度質問してください。' },
  not_executed: {
    what: 'この呼び出しは省かれました。',
    now: '呼び出し回数の上限に達したか、同じ呼び出しがすでにありました。',
  },
  mcp_server_unavailable: { what: 'このツールのサーバーに接続できません。', now: '後で再試行してください。' },
  downstream_forbidden: {
    what: 'サービスがアクセスを拒否しました。',
    now: 'アカウントに必要な権限がありません。管理者に依頼してください。',
  },
  downstream_failed: { what: 'サービスで処理できませんでした。', now: '後で再試行してください。' },
  downstream_unavailable: { what: 'サービスが応答しません。', now: 'しばらくしてから再試行してください。' },
  invalid_token: {
    what: 'サインアウトされています。',
    now: 'サインインしてから、もう一度質問してください。',
  },
  other: { what: 'ツールを実行できませんでした。', now: '再試行するか、別のことを質問してください。' },
};

export const toolState: Words['toolState'] = {
  running: '実行中',
  waiting: 'あなたの操作待ち',
  done: '完了',
  failed: '失敗',
  denied: 'あなたが断りました',
  cancelled: '取り消し',
};

export const approval: Words['approval'] = {
  name: '承認: {{title}}',
  question: '「{{title}}」を許可しますか？',
  ask: { notes_add: 'このメモを追加しますか？', notes_delete: 'このメモを削除しますか？' },
  unseen: '対象の内容を表示できません。',
  written: '{{time}} に作成',
  changed: '前回見たときから変わっています',
  changes: 'データを変更します',
  destructive: '元に戻せません',
  openWorld: '外部サービスに接続します',
  allow: '今回だけ許可',
  allowInChat: 'このチャットでは許可',
  always: '常に許可',
  deny: '拒否',
};

export const elicitation: Words['elicitation'] = {
  name: '{{title}} からの質問',
  goesTo: '回答は {{server}} に送られます。',
  submit: '回答を送信',
  decline: '回答しない',
  yes: 'はい',
  no: 'いいえ',
  text: '入力してください。',
  choice: '一つ選んでください。',
  number: '範囲内の数値を入力してください。',
};

export const signInCard: Words['signInCard'] = {
  name: 'サインインが必要: {{title}}',
  consent: {
    title: 'Torii が {{service}} をあなたの名義で使うには許可が必要です',
    why: '最初に一度だけ許可してください。その後、回答が続きます。',
  },
  claims: {
    title: '{{service}} にはより強いサインインが必要です',
    why: '組織が本人確認を求めています。確認すると回答が続きます。',
  },
  ended: {
    title: 'サインアウトされました',
    why: 'セッションが終了したか、期限が切れました。サインインするとこの回答が続きます。',
  },
  asksFor: '求められる許可:',
  goOn: '続ける',
  skip: '使わずに進む',
};

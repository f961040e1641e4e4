import type { Words } from '../en/words.js';

/** The inspector in Japanese. */
export const inspector: Words['inspector'] = {
  title: 'インスペクター',
  close: '閉じる',
  identity: '本人とトークン',
  run: '実行',
  tools: 'ツール',
  off: 'このサーバーではトークンの表示が無効です（TOKEN_INSPECTOR）。',
  chain:
    '各トークンの宛先は一つだけです。ツールがサービスを必要とするとき、API はあなたのトークンをあなたの代理で、あなたの権限の範囲内で交換します。',
  tokens: {
    id: {
      title: 'ID トークン',
      what: '誰がサインインしたかをこのページに示します。API には送信されません。',
    },
    api: { title: 'API アクセストークン', what: 'すべての要求とともに Torii API に送られます。' },
    obo: {
      title: '代理（OBO）トークン',
      what: '交換によって取得した、一つのサービス専用のトークンです。',
      kept: 'トークンそのものはサーバーから出ません。',
      revealable: 'ここで表示しない限り、トークンそのものはサーバーから出ません。',
    },
  },
  audience: '対象',
  scopes: 'スコープ',
  credential: '交換',
  cached: 'キャッシュ',
  fresh: '新規',
  expiresIn: 'あと {{minutes}} 分で失効',
  expired: '1 分以内に失効',
  claims: 'すべてのクレーム',
  getSearchToken: 'Azure AI Search トークンを取得',
  reveal: '生のトークンを表示',
  hide: '生のトークンを隠す',
  rawWarning: 'この文字列を持つ人は、失効するまであなたとして操作できます。30 秒後に自動で隠れます。',
  call: {
    title: 'この呼び出しのトークン: {{title}}',
    close: 'この呼び出しのトークンを閉じる',
    own: 'この呼び出しは Torii へのあなた自身のサインインを使いました。トークンの交換はありません。',
    none: '{{server}} にはあなたの身元を伝えていません。トークンは送られていません。',
  },
  change: {
    title: '交換で変わったもの',
    same: 'トークンの名義は {{person}} のままです。変わったのは宛先と、そこで許されることです。',
    other: '注意: 交換後のトークンは別の人を示しています。',
    claim: 'クレーム',
    incoming: '受け取ったトークン',
    exchanged: '交換後のトークン',
    changed: '変更',
    stayed: '同じ',
  },
};

export const runTab: Words['runTab'] = {
  none: '質問すると、モデルの各ラウンドとツール呼び出しが時間とともにここに表示されます。',
  note: 'このブラウザーから見た時間です。',
  model: 'モデル',
  usage: '{{model}}: 入力 {{input}} トークン、出力 {{output}} トークン',
  runId: '実行 ID',
};

export const toolsTab: Words['toolsTab'] = {
  loading: 'サーバーに問い合わせています…',
  ready: '利用可能',
  unavailable: '接続できません',
  reads: '読み取り専用',
  changes: 'データを変更',
  destructive: '破壊的',
  policy: { run: '自動で実行', ask: '先に確認', chat: 'このチャットでは許可済み' },
};

export const claims: Words['claims'] = {
  aud: '対象（audience）: このトークンの唯一の宛先。',
  iss: '発行者: トークンを作ったディレクトリ。',
  iat: '発行日時。',
  nbf: 'この時刻より前は無効。',
  exp: '有効期限。これ以降は拒否されます。',
  oid: 'オブジェクト ID: このテナントのどのアプリでも同じ、本人の ID。',
  tid: 'テナント ID: 組織。',
  sub: 'サブジェクト: 本人を示すが、アプリごとに異なる値。',
  name: '表示名。人のためのもので、判断には使いません。',
  preferred_username: 'サインイン名。変わることがあり、キーには使えません。',
  upn: 'ユーザープリンシパル名。変わることがあり、キーには使えません。',
  scp: 'スコープ: アプリが本人の代わりにできること。',
  roles: '呼び出し元に割り当てられたアプリロール。',
  azp: 'トークンを要求したアプリのクライアント ID。',
  appid: 'トークンを要求したアプリのクライアント ID（バージョン 1.0）。',
  azpacr: 'アプリの証明方法: 0 なし、1 シークレット、2 証明書。',
  appidacr: 'アプリの証明方法: 0 なし、1 シークレット、2 証明書（バージョン 1.0）。',
  ver: 'トークン形式のバージョン。',
  amr: '本人確認の方法。例: pwd、mfa。',
  acr: 'サインインの強度。',
  acrs: 'サインインが満たした認証コンテキスト。',
  xms_cc: 'クライアントの機能: cp1 はクレームチャレンジを理解します。',
  idtyp: 'トークンの種類: user または app。',
  idp: 'ゲストが実際にサインインした場所。',
  acct: 'アカウントの種類: 0 メンバー、1 ゲスト。',
  nonce: 'トークンをこのブラウザーの要求に結び付けます。',
  uti: '監査ログ用の、このトークン自体の ID。',
  rh: 'Entra の内部用。',
  groups: '本人のグループ。',
};

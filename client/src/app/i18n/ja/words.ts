import type { Words } from '../en/words.js';
import { faults, signInFaults } from './faults.js';
import { account, compare, people, permissions } from './identity.js';
import { claims, inspector, runTab, toolsTab } from './inspector.js';
import {
  approval,
  argumentNames,
  elicitation,
  signInCard,
  toolCard,
  toolFaults,
  tools,
  toolState,
} from './tools.js';

/** Japanese. */
export const words: Words = {
  auth: { signIn: 'サインイン', signOut: 'サインアウト' },
  settings: {
    language: '言語',
    theme: 'テーマ',
    themes: { system: 'システムに合わせる', light: 'ライト', dark: 'ダーク' },
  },
  shell: {
    skip: 'チャットへ移動',
    offline: 'オフラインです。入力内容は保持されますが、回答にはネットワークが必要です。',
    local: 'デモ用モデル（AI ではありません）',
    localWhy:
      'Microsoft のサービスの代わりがこのマシンで動いています。モデルは決まったルールに従い、このコンピューターの外には何も送信されません。',
    dismiss: '閉じる',
    closePane: 'チャットに戻る',
    tryAgain: '再試行',
  },
  startFailure: {
    title: 'Torii を開始できません',
    server_unreachable:
      'サーバーから応答がありません。起動中か、停止している可能性があります。起動した端末を確認してから再試行してください。',
    config_refused:
      'サーバーは応答しましたが、公開設定を返しませんでした。理由はサーバーのログにあります。しばらくしてから再試行してください。',
    config_invalid:
      'サーバーの設定をこのページでは使えません。サーバーとページの版が違う可能性があります。再読み込みするか、両方をビルドし直してください。',
  },
  welcome: {
    title: '質問すると、誰の権限で答えたかが分かります。',
    lead: 'あなたの権限でツールを使うチャットです。権限を超えることはありません。使われたトークンはすべて確認できます。',
    local:
      'ローカルモード: Microsoft Entra ID の代わりがこのマシンで動いています。全員のパスワードは torii です。',
    how: '質問すると起こること',
    steps: {
      signIn: '組織でサインインします。このページは Torii API 専用のトークンだけを受け取ります。',
      ask: 'API がトークンを検証し、モデルがツールを選びます。データを変更する前に必ず確認します。',
      exchange:
        'ツールが別のサービスを使うときは、あなたの名義のまま、そのサービス用のトークンに替わります。',
      answer: 'サービスから見えるのは万能のアプリではなくあなたです。あなたが見てよいものだけを返します。',
    },
  },
  threads: {
    title: 'チャット一覧',
    open: 'チャット一覧を表示',
    newChat: '新しいチャット',
    search: 'チャットを検索',
    today: '今日',
    yesterday: '昨日',
    week: '過去 7 日間',
    older: 'それ以前',
    none: 'チャットはここに表示されます。',
    noMatch: '一致するチャットはありません。',
    untitled: '無題のチャット',
    more: 'さらに表示',
    delete: '削除する',
    deleteNamed: 'チャット「{{title}}」を削除',
    failed: 'チャットを読み込めませんでした。',
  },
  empty: {
    hello: 'こんにちは、{{name}} さん',
    local: '文書、メモ、Microsoft Learn について質問できます。すべてこのマシンで動いています。',
    connected: '文書、メモ、Microsoft Learn について質問できます。モデル: {{model}}。',
    walk: {
      signIn: 'サインイン',
      api: 'API トークン',
      obo: '代理での交換',
      tool: 'ツール',
      see: 'トークンを見る',
    },
    drills: '失敗を試す:',
  },
  suggestions: {
    who: {
      title: '私は誰？',
      shows: 'あなたの権限で二つのツール: 本人の確認と、閲覧できる文書',
      ask: '私は誰ですか。出張規程には何と書いてありますか。',
    },
    explain: {
      title: '代理フローの説明',
      shows: '外部の MCP サーバー: Microsoft Learn（リンク付き）',
      ask: 'on-behalf-of フローをリンク付きで説明してください',
    },
    sample: {
      title: 'コードサンプル',
      shows: 'MSAL Angular のコード。色付きで、コピーできます',
      ask: 'MSAL Angular のコードサンプルを見せてください',
    },
    note: {
      title: 'メモを追加',
      shows: 'データを変更するので、実行前に確認します',
      ask: 'メモを追加: タイトル「出張窓口」、本文「月曜日に電話する」',
    },
  },
  chat: {
    transcript: '会話',
    you: 'あなた',
    assistant: 'Torii',
    message: 'メッセージ',
    placeholder: '何でも質問してください…',
    answerFirst: '先に上の質問に答えてください',
    send: '送信',
    stop: '停止',
    stopped: 'この回答を停止しました。',
    thinking: 'モデルが考えています',
    loading: 'チャットを読み込んでいます',
    copy: 'コピー',
    copied: 'コピーしました',
    copyAnswer: '回答をコピー',
    askAgain: 'もう一度質問',
    diagram: '図',
    toEnd: '最後へ',
    streaming: '回答を逐次表示',
    note: '回答は誤っていることがあります。大事なことは確認してください。',
    localNote: 'ローカルの代替はルールで動きます。AI ではありません。',
    serverUnavailable: '{{server}} に接続できないため、使わずに続けます。',
    retryIn: '{{seconds}} 秒後に再試行',
    announce: {
      idle: '回答が完了しました',
      running: '回答を開始しました',
      interrupted: 'あなたの判断が必要です',
      error: '回答に失敗しました',
    },
  },
  people,
  account,
  permissions,
  compare,
  tools,
  argumentNames,
  toolCard,
  toolFaults,
  toolState,
  approval,
  elicitation,
  signInCard,
  inspector,
  runTab,
  toolsTab,
  claims,
  faults,
  signInFaults,
};

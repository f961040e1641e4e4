import type { enFaults, enSignInFaults } from './en-faults.js';
import type { Words } from './en.js';

/** Failures in Japanese. */
export const jaFaults: Words<typeof enFaults> = {
  model_unauthorized: {
    what: 'モデルがこのサーバーを拒否しました。',
    why: 'サーバーが Azure OpenAI に使うキーまたは ID が受け入れられませんでした。',
    now: '管理者がキー、またはロール「Cognitive Services OpenAI User」を確認する必要があります。',
  },
  deployment_not_found: {
    what: 'モデルのデプロイがありません。',
    why: '設定された名前のデプロイが Azure OpenAI に見つかりません。',
    now: '管理者が AZURE_OPENAI_CHAT_DEPLOYMENT_NAME を確認してください。新しいデプロイは数分かかります。',
  },
  rate_limited: {
    what: '要求が多すぎます。',
    why: 'モデルまたはこのサーバーが、1 分あたりの量を制限しています。',
    now: 'ボタンが再び押せるようになるまでお待ちください。',
  },
  content_filter: {
    what: 'コンテンツフィルターが停止しました。',
    why: 'Azure OpenAI が質問または回答を有害と判断しました。',
    now: '別の言い方で質問してください。',
  },
  context_length: {
    what: 'このチャットはモデルには長くなりすぎました。',
    why: '質問・履歴・ツールの結果の合計が、モデルが一度に読める量を超えています。',
    now: '新しいチャットを始めるか、一度に尋ねる量を減らしてください。',
  },
  model_unavailable: {
    what: 'モデルが応答しません。',
    why: 'Azure OpenAI への接続が失敗したか、途切れました。',
    now: 'しばらくしてから再試行してください。',
  },
  tool_loop_limit: {
    what: '回答の手順が多すぎました。',
    why: 'モデルがツールを繰り返し呼び出して終わらないため、実行を停止しました。',
    now: '一度に一つのことを尋ねてください。',
  },
  internal: {
    what: '問題が発生しました。',
    why: 'サーバーが要求を完了できませんでした。{{detail}}',
    now: '再試行してください。繰り返す場合は、下の ID を管理者に伝えてください。',
  },
  chat_not_configured: {
    what: 'チャットは無効になっています。',
    why: 'このサーバーにはモデルが設定されていません。',
    now: '管理者が AZURE_OPENAI_ENDPOINT と AZURE_OPENAI_CHAT_DEPLOYMENT_NAME を設定する必要があります。',
  },
  connection_lost: {
    what: 'サーバーとの接続が切れました。',
    why: 'サーバーが応答しません。再起動中かもしれません。',
    now: '入力した内容は失われていません。再試行するか、ページを再読み込みしてください。進行中の回答は続きます。',
  },
  offline: {
    what: 'オフラインです。',
    why: 'この端末はネットワークに接続されていません。',
    now: 'ネットワークが戻ったら再試行してください。',
  },
  not_found: {
    what: 'このチャットは存在しません。',
    why: '削除されたか、保存期間が過ぎたか、別の人のものです。',
    now: '新しいチャットを始めてください。',
  },
  session_expired: {
    what: 'セッションが終了しました。',
    why: 'サインインの有効期限が切れたか、取り消されました。',
    now: 'もう一度サインインしてください。この場所に戻ります。',
  },
  insufficient_scope: {
    what: 'この操作は許可されていません。',
    why: '必要なアクセス許可がアカウントにありません。',
    now: '管理者に依頼してください。',
  },
  step_up_required: {
    what: 'より強いサインインが必要です。',
    why: '組織が、このサービスの利用に追加の確認を求めています。',
    now: 'チャットで尋ねてください。そこで確認して続けられます。',
  },
  consent_required: {
    what: 'あなたの同意がありません。',
    why: 'このアプリがそのサービスをあなたの代わりに使うことを、まだ許可していません。',
    now: 'チャットで尋ねてください。そこで同意して続けられます。',
  },
  access_blocked: {
    what: '組織によって許可されていません。',
    why: 'ディレクトリのポリシーがここからのアクセスを拒否しています。',
    now: '下のコードを添えて管理者に相談してください。',
  },
  resource_not_allowed: {
    what: 'このサービスのトークンは発行されません。',
    why: 'このサービスはサーバーの一覧にありません。',
    now: '管理者が TARGET_AUDIENCES に追加できます。',
  },
  obo_disabled: {
    what: '代理アクセスは無効になっています。',
    why: 'このサーバーにはトークン交換に使う資格情報がありません。',
    now: '管理者が設定する必要があります（セットアップガイドを参照）。',
  },
  upstream_credential_error: {
    what: 'サーバーが自身を証明できませんでした。',
    why: 'サーバーの資格情報がディレクトリに拒否されました。あなたの問題ではありません。',
    now: '下の ID を管理者に伝えてください。詳細はログにあります。',
  },
  upstream_configuration_error: {
    what: 'このサービス向けのサーバー設定に誤りがあります。',
    why: '設定が原因で、ディレクトリが交換を拒否しました。あなたの問題ではありません。',
    now: '下の ID を管理者に伝えてください。詳細はログにあります。',
  },
  authority_unavailable: {
    what: 'サインインサービスが応答しません。',
    why: '現在、トークンの確認や交換ができません。',
    now: 'サインインしたままです。しばらくしてから再試行してください。',
  },
};

export const jaSignInFaults: Words<typeof enSignInFaults> = {
  signed_out: 'サインアウトしています。続けるにはサインインしてください。',
  session_expired: 'セッションが終了しました。もう一度サインインしてください。この場所に戻ります。',
  cancelled: '何も変更されていません。完了前にサインインページを離れました。もう一度試せます。',
  storage_blocked:
    'このブラウザーではサインインを完了できませんでした。サイトデータを許可し、このページの他のタブを閉じてから、もう一度サインインしてください。',
  authority_unreachable: 'サインインサービスに接続できません。ネットワークを確認して再試行してください。',
  timed_out: 'サインインに時間がかかりすぎました。再試行してください。',
  wrong_tenant:
    'このアカウントは、ここでは許可されていない別の組織のものです。別のアカウントでサインインしてください。',
  app_misconfigured: 'アプリの登録がこのアドレスと一致しません。下のコードを管理者に伝えてください。',
  unknown: 'サインインできませんでした。再試行するか、下のコードを管理者に伝えてください。',
};

/**
 * A small bilingual lexicon: which words, in a question or in a tool's description, mean the same subject or action.
 * Subjects of everyday tools are included so that tools nobody foresaw are still found from Japanese questions.
 */

/** Product names whose words would otherwise be taken for commands ("Azure AI Search"). */
const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:azure )?(?:ai|cognitive) search\b/gi, 'azure aisearch'],
  [/\bmicrosoft learn\b/gi, 'microsoft learndocs'],
  [/\bon[- ]behalf[- ]of\b/gi, 'on-behalf-of'],
];

/** Replaces product names by single words that no rule takes for a verb. */
export function maskProducts(text: string): string {
  return PRODUCTS.reduce((masked, [pattern, word]) => masked.replace(pattern, word), text);
}

const word = (pattern: string, japanese?: string): RegExp =>
  new RegExp(`\\b(?:${pattern})\\b${japanese ? `|${japanese}` : ''}`, 'i');

const SUBJECTS: Readonly<Record<string, RegExp>> = {
  identity: word(
    'who ?am ?i|whoami|(?:my|user|caller|validated|verified) (?:identity|info|account)|userinfo|get me|signed in as|(?:my|which|what) (?:\\w+ )?(?:roles?|scopes?|claims?|permissions?)|(?:in|does|has|is) my (?:access )?token|who i am|logged in as|which (?:user|account)|current user',
    '私は誰|わたしは誰|自分は誰|私は(?:だれ|何者)|私の(?:情報|ロール|権限|アカウント|身元|ユーザー|スコープ)|ユーザー情報|本人|誰としてサインイン|サインイン中',
  ),
  profile: word(
    'profile|job title|my (?:department|office|manager|title|email|mail|phone)|where is my office',
    'プロフィール|プロファイル|役職|部署|所属|私のオフィス|メールアドレス',
  ),
  token: word('tokens?|audience', 'トークン'),
  documents: word(
    'documents?|policy|policies|handbooks?|guidelines?|runbooks?|playbooks?|knowledge base|intranet|travel|expenses?|onboarding|remote work|working from home|(?:parental|maternity|paternity|sick|annual) leave|vacation|holidays?|reimburse\\w*|per diem|hotels?|board minutes|roadmap|quarter close|incidents?|quarter|revenue|figures|salary|salaries|phishing|discounts?|(?:the|our) board|board meeting',
    '文書|ドキュメント|資料|社内|規程|規定|規則|手順書|ポリシー|就業|経費|出張|旅費|休暇|育児|育休|在宅|リモートワーク|テレワーク|入社|議事録|ハンドブック|ガイドライン|宿泊|日当|精算',
  ),
  company: word(
    'our|ours|we|us|company|contoso|internal|corporate|employees?|colleagues?',
    '当社|弊社|社内|うちの|会社|コントソ',
  ),
  microsoft: word(
    'microsoft|azure|entra|msal(?:\\.js)?|learndocs|oauth2?|openid|mcp|model context protocol|on-behalf-of|obo|managed identit(?:y|ies)|federated credentials?|openai|graph|nestjs|angular|aisearch|conditional access|claims challenge|app registrations?|pkce|aadsts\\d+|dotnet|\\.net|powershell|vs ?code|bearer|jwt|rbac|(?:refresh|id|v[12](?:\\.0)?) tokens?|client secrets?',
    'マイクロソフト|代理フロー|マネージド ?ID|フェデレーション|条件付きアクセス|アプリの登録',
  ),
  code: word(
    'code(?! of conduct)|snippets?|(?:code|sdk) (?:samples?|examples?)|samples?',
    'コード|サンプル|実装例',
  ),
  note: word('notes?|memos?|reminders?|remember (?:to|that)|remind me|jot', 'メモ|ノート|覚え書き|備忘'),
  page: word('pages?|articles?|urls?|web ?site', 'ページ|記事|全文'),
  weather: word('weather|forecast|temperature|rain', '天気|気温|予報|雨'),
  calendar: word(
    'calendars?|meetings?|appointments?|events?|schedule',
    '予定|会議|カレンダー|スケジュール|打ち合わせ',
  ),
  mail: word('e?-?mails?|inbox|mailbox', 'メール|受信'),
  task: word('tasks?|to-?dos?', 'タスク|やること|作業項目'),
  ticket: word('tickets?|issues?|bugs?|cases?', 'チケット|課題|不具合|問い合わせ'),
  currency: word(
    'currency|currencies|exchange rates?|usd|eur|jpy|yen|dollars?|euros?',
    '為替|通貨|円|ドル|ユーロ',
  ),
  time: word('time|clock|time ?zone', '時刻|何時|時間'),
  translate: word('translat(?:e|ion|or)', '翻訳|訳し'),
  math: word('calculat(?:e|or|ion)|compute|sum|math|\\d+\\s*[-+*/×÷^]\\s*\\d+', '計算|合計'),
  people: word(
    'people|persons?|employees?|staff|directory|contacts?|colleagues?',
    '社員|従業員|連絡先|名簿|同僚',
  ),
  order: word('orders?|shipments?|deliver(?:y|ies)', '注文|配送|発送'),
  invoice: word('invoices?|bills?|payments?', '請求書|支払い|請求'),
  room: word('rooms?', '会議室|部屋'),
  file: word(
    'files?|folders?|director(?:y|ies)|drive|[\\w-]+\\.(?:json|ya?ml|txt|md|ts|js|py|cs|csv|html|xml|toml)',
    'ファイル|フォルダー?',
  ),
  health: word(
    'pings?|health|alive|reachable|(?:server|service) (?:is )?(?:up|ok|running)|connectivity',
    '疎通|生きて|動いて|接続確認|稼働',
  ),
};

/** Subjects a text speaks of. */
export function subjectsOf(text: string): ReadonlySet<string> {
  const masked = maskProducts(text);
  return new Set(Object.keys(SUBJECTS).filter((subject) => SUBJECTS[subject]?.test(masked)));
}

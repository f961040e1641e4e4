/** Next steps for failures that tools report, by their stable codes. */
import { isObject, type Json } from '../text/json.js';
import { sentences } from './extract.js';
import type { Language } from '../text/language.js';
import { plain, shorten } from './markdown.js';
import { pick } from './tool-output.js';

type Advice = readonly [codes: RegExp, english: string, japanese: string];

const ADVICE: readonly Advice[] = [
  [
    /consent_required|AADSTS65001/,
    'The app needs your permission first. Accept the permission request, then ask again.',
    '先に権限への同意が必要です。同意の画面で承諾してから、もう一度お試しください。',
  ],
  [
    /step_up_required|insufficient_claims|interaction_required|AADSTS5007[69]/,
    'A stronger sign-in (MFA) is required. Complete it, then ask again.',
    '多要素認証による追加のサインインが必要です。完了してから、もう一度お試しください。',
  ],
  [
    /insufficient_scope/,
    'Your sign-in lacks a permission this tool needs. Grant it, then ask again.',
    'このツールに必要な権限がサインインに含まれていません。権限を付与してから、もう一度お試しください。',
  ],
  [
    /resource_not_allowed|not exchange tokens/,
    'The server does not allow that resource. Ask for one on its allow-list (TARGET_AUDIENCES).',
    'そのリソースはサーバーで許可されていません。許可リスト (TARGET_AUDIENCES) にあるものを指定してください。',
  ],
  [
    /app_only_token/,
    'This works only for a signed-in person, not for an app by itself.',
    'サインインした利用者だけが使えます。アプリ単独では使えません。',
  ],
  [
    /access_blocked/,
    'A policy of your organisation blocks this. Your administrator can tell why.',
    '組織のポリシーで遮断されています。管理者に確認してください。',
  ],
  [
    /invalid_token|unauthorized|\b401\b/,
    'Your sign-in is no longer accepted. Sign in again, then ask again.',
    'サインインが無効です。サインインし直してから、もう一度お試しください。',
  ],
  [
    /obo_disabled/,
    'On-behalf-of is switched off on this server. Its operator can turn it on (USE_OBO_FLOW).',
    'このサーバーでは代理フローが無効です。運用者が有効にできます (USE_OBO_FLOW)。',
  ],
  [
    /upstream_|authority_unavailable/,
    'This is a fault on the server’s side, not yours. Try again later, or give the operator the correlation id.',
    'サーバー側の問題です。時間をおいて試すか、相関 ID を運用者に伝えてください。',
  ],
  [
    /rate_limited|throttl|too many requests|\b429\b/,
    'There were too many requests. Wait a moment, then ask again.',
    '要求が多すぎます。少し待ってから、もう一度お試しください。',
  ],
  [
    /timeout|timed out|did not answer|unavailable|unreachable|econn|\b503\b/,
    'The service did not answer. Try again in a moment.',
    'サービスから応答がありません。少し待ってから、もう一度お試しください。',
  ],
  [
    /not_found|not found|\b404\b/,
    'It does not exist (any more). List what there is, and choose from that.',
    '対象が存在しません。一覧を確認してから選んでください。',
  ],
];

/** The person said no, to the call or to a question of the tool: no failure, and nothing to explain. */
const DECLINED = /\bthe person (denied|declined|does not want|did not (allow|sign in))/i;

/** Sentences that a tool writes for a model: what it should do next, about the person as a third party. */
const FOR_MODELS = /\b(the person|call (this|the) tool|do not repeat|go on without)\b/i;

const GENERAL = [
  'Try again, or put the request in other words.',
  'もう一度試すか、言い方を変えてお試しください。',
] as const;

/** A failure, in plain words for the person. */
export interface FailureText {
  /** The tool's own words, where nothing better is known; without what was written for the model. */
  readonly cause: string;
  /** True where the person had said no. */
  readonly declined: boolean;
  /** Empty where the tool's own words say what to do. */
  readonly nextStep: string;
  /** Codes worth quoting to an operator, as `code AADSTS… correlation id …`. */
  readonly reference: string;
}

/** Explains a failed tool result: what went wrong, and what to do now. */
export function explainFailure(value: unknown, language: Language): FailureText {
  const found = fields(value);
  const own =
    typeof value === 'string'
      ? value
      : pick(found, ['message', 'detail', 'text', 'error', 'title', 'reason']);
  const code = pick(found, ['code']) ?? '';
  const entra = pick(found, ['entracode']) ?? '';
  const correlation = pick(found, ['correlationid']);
  const known = (text: string): Advice | undefined =>
    ADVICE.find(([pattern]) => new RegExp(pattern, 'i').test(text));
  const advice = known(`${code} ${entra}`) ?? known((own ?? '').toLowerCase());
  const parts = [
    code && `\`${codeSpan(code)}\``,
    entra && `\`${codeSpan(entra)}\``,
    correlation && `correlation id \`${codeSpan(correlation)}\``,
  ];
  const words = sentences(own ?? '').filter((sentence) => !FOR_MODELS.test(sentence));
  const general = GENERAL[language === 'ja' ? 1 : 0];
  return {
    cause: advice ? '' : shorten(plain(own === undefined ? code : words.join(' ')), 300),
    declined: code === 'denied' || DECLINED.test(own ?? ''),
    nextStep: advice ? advice[language === 'ja' ? 2 : 1] : words.length > 1 ? '' : general,
    reference: parts.filter(Boolean).join(' · '),
  };
}

function fields(value: unknown): Json {
  if (!isObject(value)) return {};
  return isObject(value['error']) ? { ...value, ...value['error'] } : value;
}

/** A code as it is, without anything that could leave its code span. */
function codeSpan(text: string): string {
  return text.replace(/[^\w.-]/g, '').slice(0, 80);
}

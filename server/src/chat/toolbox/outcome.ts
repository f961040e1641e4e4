/** Reading what came back from `tools/call`. */
import { oboFailure } from '#libs/obo';
import {
  type AuthRequest,
  type ElicitRequest,
  failed,
  type TokenUsed,
  type ToolOutcome,
  type ToolResult,
} from './tool.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * A `tools/call` answer (complete or `input_required`) as a {@link ToolOutcome}. Which token was used, and that the person
 * has to sign in again, is known of this server's `own` tools only; a foreign server has no say in it.
 */
export function readOutcome(answer: Json, audience: string | undefined, own = false): ToolOutcome {
  if (answer['resultType'] === 'input_required') return readQuestions(answer);
  const structured = answer['structuredContent'];
  const text = textOf(answer['content']) || (structured === undefined ? '' : JSON.stringify(structured));
  const used = (own ? audienceOf(answer['_meta'], structured) : undefined) ?? audience;
  const token = own && isJson(answer['_meta']) ? answer['_meta']['torii/token'] : undefined;
  const result: ToolResult = {
    kind: 'result',
    text,
    isError: answer['isError'] === true,
    ...(structured === undefined ? {} : { structured }),
    ...(used ? { audience: used } : {}),
    ...(isJson(token) ? { token: token as unknown as TokenUsed } : {}),
  };
  const wanted = own && result.isError ? authWanted(structured) : undefined;
  return wanted ? { kind: 'auth', wanted, failure: result } : result;
}

/** Codes of an on-behalf-of failure (docs/contract.md section 5) that the person can solve. */
export function authWanted(structured: unknown): AuthRequest | undefined {
  if (!isJson(structured)) return undefined;
  const code = text(structured['code']);
  const reason = reasonOf(code, structured['claims']);
  if (!code || !reason) return undefined;
  const scopes = Array.isArray(structured['scopes'])
    ? structured['scopes'].filter((s) => typeof s === 'string')
    : [];
  const optional = {
    resource: text(structured['resource']),
    claims: text(structured['claims']),
    correlationId: text(structured['correlationId']),
    entraCode: text(structured['entraCode']),
  };
  const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { reason, code, ...(scopes.length > 0 ? { scopes } : {}), ...known };
}

function reasonOf(code: string | undefined, claims: unknown): AuthRequest['reason'] | undefined {
  const solvedBy = oboFailure(code)?.solvedBy;
  if (solvedBy === 'step-up' || solvedBy === 'sign-in' || code === 'insufficient_claims')
    return 'auth_claims';
  if (solvedBy === 'consent' || code === 'insufficient_scope')
    return typeof claims === 'string' ? 'auth_claims' : 'auth_consent';
  return undefined;
}

function readQuestions(answer: Json): ToolOutcome {
  const wanted: ElicitRequest[] = [];
  for (const [key, request] of Object.entries(
    isJson(answer['inputRequests']) ? answer['inputRequests'] : {},
  )) {
    if (!isJson(request) || request['method'] !== 'elicitation/create' || !isJson(request['params']))
      return failed('The tool asked for something this chat does not offer. Go on without it.');
    wanted.push(questionOf(key, request['params']));
  }
  if (wanted.length === 0) return failed('The tool asked for input without saying which.');
  const requestState = text(answer['requestState']);
  return { kind: 'input', wanted, ...(requestState === undefined ? {} : { requestState }) };
}

/** One elicitation (form or URL mode) as a question. */
export function questionOf(key: string, params: Json): ElicitRequest {
  const schema = isJson(params['requestedSchema'])
    ? params['requestedSchema']
    : { type: 'object', properties: {} };
  const url = params['mode'] === 'url' ? text(params['url']) : undefined;
  return { key, message: text(params['message']) ?? '', schema, ...(url ? { url } : {}) };
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return content
    .map((block: unknown) => (isJson(block) ? blockText(block) : ''))
    .filter(Boolean)
    .join('\n');
}

function blockText(block: Json): string {
  if (block['type'] === 'text') return text(block['text']) ?? '';
  if (block['type'] === 'resource_link')
    return `${text(block['name']) ?? 'resource'}: ${text(block['uri']) ?? ''}`;
  if (block['type'] === 'resource' && isJson(block['resource']))
    return text(block['resource']['text']) ?? `[resource ${text(block['resource']['uri']) ?? ''}]`;
  return `[${text(block['type']) ?? 'content'} ${text(block['mimeType']) ?? ''}]`;
}

function audienceOf(meta: unknown, structured: unknown): string | undefined {
  const declared = isJson(meta) ? text(meta['torii/audience']) : undefined;
  return declared ?? (isJson(structured) ? text(structured['audience']) : undefined);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Scripted answers of the token endpoint: which request a drill's rule meets, and what it answers. */
import { decodeJwt } from 'jose';
import { AADSTS } from './aadsts-catalogue.js';
import { AadstsError } from './aadsts.js';
import { policyChallenge } from './claims-request.js';
import type { Entra } from './entra.js';
import { ON_BEHALF_OF } from './grants/on-behalf-of.js';
import { faultyResponse } from '../drills/faults.js';
import type { TokenRule } from '../drills/settings.js';

const DRILL_POLICY = 'd2111000-0000-4000-8a00-000000000000';

/** Short names that a rule may use for grant types. */
const GRANT_NAMES: Readonly<Record<string, string>> = { on_behalf_of: ON_BEHALF_OF };

/** The scripted answer to this token request, if a rule of the board matches it. */
export async function drilledAnswer(
  entra: Entra,
  request: Request,
  form: URLSearchParams,
): Promise<Response | undefined> {
  const rule = entra.context.drills.takeTokenRule((candidate) => matchesRule(entra, candidate, form));
  return rule && scriptedAnswer(rule, request);
}

/** Whether every condition of the rule holds for the request. */
function matchesRule(entra: Entra, rule: TokenRule, form: URLSearchParams): boolean {
  const grant = form.get('grant_type');
  if (rule.grant && (GRANT_NAMES[rule.grant] ?? rule.grant) !== grant) return false;
  if (rule.client && rule.client !== form.get('client_id')) return false;
  if (rule.resource) {
    const asked = (form.get('scope') ?? '').split(' ');
    if (!asked.some((scope) => scope.startsWith(`${rule.resource}/`))) return false;
  }
  return !rule.user || rule.user === personOf(entra, form);
}

/** The rule's answer; AADSTS numbers are thrown, so that the endpoint words them. */
function scriptedAnswer(rule: TokenRule, request: Request): Promise<Response | undefined> {
  if (rule.aadsts === undefined && rule.fault && rule.fault !== 'status') {
    return faultyResponse(rule, request.signal);
  }
  // A bare status is worded as Entra words it: throttled tenant, or a transient error.
  const aadsts = rule.aadsts ?? (rule.status === 429 ? 90055 : 90033);
  const challenge = AADSTS[aadsts]?.challenge ? policyChallenge(DRILL_POLICY) : undefined;
  throw new AadstsError(aadsts, {
    suberror: rule.suberror,
    claims: rule.claims ?? challenge,
    status: rule.status,
    retryAfterSeconds: rule.retryAfter,
  });
}

/** Key of the person a token request is about, as far as it names one. */
function personOf(entra: Entra, form: URLSearchParams): string | undefined {
  const { codes, refreshTokens } = entra.sessions;
  const stored = codes.get(form.get('code')) ?? refreshTokens.get(form.get('refresh_token'));
  const oid = stored?.authentication.user.oid ?? assertionOid(form);
  return oid === undefined ? undefined : entra.directory.user({ oid })?.key;
}

function assertionOid(form: URLSearchParams): unknown {
  try {
    return decodeJwt(form.get('assertion') ?? '')['oid'];
  } catch {
    return undefined;
  }
}

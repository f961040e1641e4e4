/**
 * The `claims` parameter (OpenID Connect Core 5.5) as far as Entra acts on it: client capabilities,
 * authentication contexts, Conditional Access policies, and "not before" of continuous access evaluation.
 */

/** What a claims request asks of the access token. */
export interface ClaimsRequest {
  /** `xms_cc`, as the client declared it. */
  readonly capabilities: readonly string[];
  /** Authentication contexts (`acrs`). */
  readonly authContexts: readonly string[];
  /** Ids of Conditional Access policies to be satisfied. */
  readonly policies: readonly string[];
  /** The person must have signed in after a revocation. */
  readonly freshSignIn: boolean;
}

const NOTHING: ClaimsRequest = { capabilities: [], authContexts: [], policies: [], freshSignIn: false };

interface Member {
  readonly value?: unknown;
  readonly values?: unknown;
}

/** Reads a claims request; `undefined` where the text is not a JSON object. */
export function readClaimsRequest(text: string | null | undefined): ClaimsRequest | undefined {
  if (!text) return NOTHING;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const { access_token: asked } = parsed as { access_token?: Record<string, unknown> | null };
  if (typeof asked !== 'object' || asked === null) return NOTHING;
  return {
    capabilities: wanted(asked['xms_cc']),
    authContexts: wanted(asked['acrs']),
    policies: wanted(asked['capolids']),
    freshSignIn: 'nbf' in asked,
  };
}

/** Whether the request can only be met by multi-factor authentication. */
export function asksForMfa(request: ClaimsRequest): boolean {
  return request.authContexts.length > 0 || request.policies.length > 0;
}

/** The claims request that sends a person through one Conditional Access policy. */
export function policyChallenge(policyId: string): string {
  return JSON.stringify({ access_token: { capolids: { essential: true, values: [policyId] } } });
}

function wanted(member: unknown): string[] {
  if (typeof member !== 'object' || member === null) return [];
  const { value, values } = member as Member;
  return [value, ...(Array.isArray(values) ? (values as unknown[]) : [])].filter(
    (item): item is string => typeof item === 'string',
  );
}

/** What a `WWW-Authenticate: Bearer` header says (RFC 6750 section 3). */
export interface BearerChallenge {
  readonly error?: string;
  /** Claims request as JSON text, decoded from base64. */
  readonly claims?: string;
  readonly scopes: readonly string[];
}

const PARAMETER = /([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;

/** Reads the Bearer challenge of a header; undefined where there is none. */
export function readChallenge(header: string | null): BearerChallenge | undefined {
  if (header === null || !/(^|,\s*)bearer(\s|$)/i.test(header)) return undefined;
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, bare] of header.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  const claims = decodeClaims(parameters.get('claims'));
  const error = parameters.get('error');
  return {
    ...(error === undefined ? {} : { error }),
    ...(claims === undefined ? {} : { claims }),
    scopes: (parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== ''),
  };
}

function decodeClaims(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  try {
    const bytes = atob(value.replace(/-/g, '+').replace(/_/g, '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

/** What a refused request should do next. */
export type NextStep =
  | { readonly kind: 'renew' }
  | { readonly kind: 'interact'; readonly claims: string }
  | { readonly kind: 'give-up' };

/**
 * Decides after a first refusal: a claims challenge needs the person, another 401 is tried once more with a new
 * token (the caller does not ask again after that). Only a 401 is ever repeated: 403 and 503 would come back the same and turn into a loop.
 */
export function nextStep(status: number, header: string | null): NextStep {
  if (status !== 401) return { kind: 'give-up' };
  const challenge = readChallenge(header);
  if (challenge?.error === 'insufficient_claims' && challenge.claims !== undefined) {
    return { kind: 'interact', claims: challenge.claims };
  }
  return { kind: 'renew' };
}

import type { CallToolResult } from '#libs/mcp';
import type { ExchangedToken } from '#libs/obo';

/**
 * A result that was had with an exchanged token. `audience` and facts of that token go along as `_meta`, so that the
 * chat can show what was used; its claims only where `showClaims`, the token itself never.
 */
export function withTokenUsed(
  audience: string,
  facts: object,
  token: ExchangedToken | undefined,
  showClaims: boolean,
): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(facts) }],
    structuredContent: { ...facts },
    _meta: {
      'torii/audience': audience,
      ...(token === undefined ? {} : { 'torii/token': factsOf(token, showClaims) }),
    },
  };
}

function factsOf(token: ExchangedToken, showClaims: boolean): object {
  const { issuer, scopes, credential, fromCache, expiresAt, claims } = token;
  return {
    audience: token.audience,
    issuer,
    scopes,
    credential,
    fromCache,
    expiresAt,
    ...(showClaims ? { claims } : {}),
  };
}

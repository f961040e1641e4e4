/** Version of a token: decides which issuer and audience forms hold. */
export type TokenVersion = '1.0' | '2.0';

/** Which of the authority's documents a token must be judged by. */
export interface Authority {
  readonly tenantId: string;
  readonly version: TokenVersion;
}

/** The part of passport-azure-ad 4.3.5 that is used; the package ships no types. */
declare module 'passport-azure-ad' {
  interface MetadataParameters {
    readonly metadataURL: string;
  }
  interface BearerStrategyOptions {
    readonly identityMetadata: string;
    readonly clientID: string;
    readonly audience: readonly string[];
    readonly clockSkew: number;
    readonly loggingLevel: 'fatal';
    readonly loggingNoPII: true;
  }
  type Verify = (claims: Record<string, unknown>, done: (error: unknown, user: unknown) => void) => void;
  export class BearerStrategy {
    constructor(options: BearerStrategyOptions, verify: Verify);
    authenticate(request: object): void;
    loadMetadata(parameters: MetadataParameters, next: (error: unknown, metadata?: unknown) => void): void;
  }
  const passportAzureAd: { readonly BearerStrategy: typeof BearerStrategy };
  export default passportAzureAd;
}

declare module 'passport-azure-ad/lib/metadata.js' {
  class Metadata {
    constructor(url: string, type: 'oidc', options: object);
    oidc: { issuer: unknown; algorithms: unknown; keys: unknown };
  }
  const metadataModule: { readonly Metadata: typeof Metadata };
  export default metadataModule;
}

/**
 * A key and certificate as MSAL signs with them (PEM; SHA-256 thumbprint in hex; `x5c` is the chain in PEM).
 * @example
 * const certificate: SigningCertificate = { thumbprintSha256: leaf.fingerprint256.replaceAll(':', ''), privateKey, x5c };
 */
export interface SigningCertificate {
  readonly thumbprintSha256: string;
  readonly privateKey: string;
  readonly x5c: string;
}

/**
 * How the client authenticates itself in one token request (RFC 6749 section 2.3): a shared secret, a certificate to
 * sign a client assertion with, or a ready client assertion (RFC 7523 section 2.2).
 * @example
 * const authentication: ClientAuthentication = { clientAssertion: federatedToken };
 */
export type ClientAuthentication = (
  | { readonly clientSecret: string }
  | { readonly clientCertificate: SigningCertificate }
  | { readonly clientAssertion: string }
) & {
  /** The client that authenticates, where it is not the configured one: an agent identity. */
  readonly clientId?: string;
};

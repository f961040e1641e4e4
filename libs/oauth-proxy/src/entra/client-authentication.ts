/**
 * A key and certificate to sign client assertions with (PEM; SHA-256 thumbprint of the certificate in hex).
 * @example
 * const certificate: SigningCertificate = { privateKey, thumbprintSha256: leaf.fingerprint256.replaceAll(':', '') };
 */
export interface SigningCertificate {
  readonly privateKey: string;
  readonly thumbprintSha256: string;
}

/**
 * How the proxy's client authenticates itself at the authority: a secret, a certificate, or a ready client assertion
 * (RFC 7523 section 2.2).
 * @example
 * const authentication: ClientAuthentication = { clientSecret };
 */
export type ClientAuthentication =
  | { readonly clientSecret: string }
  | { readonly clientCertificate: SigningCertificate }
  | { readonly clientAssertion: string };

/**
 * Loads what one token request needs.
 * @param fresh true after the authority refused what was loaded last: nothing kept in memory may be used again
 * @example
 * clientAuthentication: (fresh) => credentials.load(fresh)
 */
export type LoadsClientAuthentication = (fresh: boolean) => Promise<ClientAuthentication>;

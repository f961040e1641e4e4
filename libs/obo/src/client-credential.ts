/**
 * The port behind which every way to authenticate the confidential client stands.
 * @module
 */

/** What a credential may need to know to make its proof. */
export interface CredentialContext {
  /** Tenant (GUID) of the app registration. */
  readonly tenantId: string;
  /** Application id of the confidential client. */
  readonly clientId: string;
  /** Origin of the authority, for example `https://login.microsoftonline.com`. */
  readonly authorityHost: string;
  /** True after the authority refused the last proof: nothing kept in memory may be used again. */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
}

/** A key and certificate as MSAL signs with them (PEM; SHA-256 thumbprint in hex; `x5c` is the chain in PEM). */
export interface CertificateProof {
  readonly thumbprintSha256: string;
  readonly privateKey: string;
  readonly x5c: string;
}

/** The proof of the client: a shared secret, a certificate to sign with, or a ready assertion (RFC 7523). */
export type ClientProof =
  | { readonly clientSecret: string }
  | { readonly clientCertificate: CertificateProof }
  | { readonly clientAssertion: string };

/**
 * A client credential: one way in which the server proves to the authority who it is. Implement it to bring
 * your own; the first of the configured credentials that loads is used.
 */
export interface ClientCredential {
  /** Short stable name, told in answers as `credential` and in the log, for example `client-secret`. */
  readonly kind: string;
  /** Makes the proof for one token request; rejects where this credential cannot be used here and now. */
  load(context: CredentialContext): Promise<ClientProof>;
}

/** Thrown by a provider that cannot make its proof; the message never holds secret material. */
export class CredentialUnavailableError extends Error {
  override readonly name = 'CredentialUnavailableError';
  readonly code = 'credential_unavailable';
}

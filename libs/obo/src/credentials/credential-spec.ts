import type { ClientCredential } from './client-credential.js';
import { CertificateCredential } from './certificate.js';
import { ClientSecretCredential } from './client-secret.js';
import { ManagedIdentityCredential, type ManagedIdentityOptions } from './managed-identity.js';
import { WorkloadIdentityCredential, type WorkloadIdentityOptions } from './workload-identity.js';

/**
 * A credential by kind, as settings describe it.
 * @example
 * const spec: CredentialSpec = { kind: 'certificate', path: '/etc/torii/client.pem' };
 */
export type CredentialSpec =
  | ({ readonly kind: 'managed-identity' } & ManagedIdentityOptions)
  | ({ readonly kind: 'workload-identity' } & WorkloadIdentityOptions)
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'client-secret'; readonly secret: string };

/** Makes the provider a spec describes; a ready {@link ClientCredential} is taken as it is. */
export function clientCredential(
  spec: CredentialSpec | ClientCredential,
  now: () => number,
): ClientCredential {
  if (isProvider(spec)) return spec;
  switch (spec.kind) {
    case 'managed-identity':
      return new ManagedIdentityCredential({ now, ...spec });
    case 'workload-identity':
      return new WorkloadIdentityCredential({ now, ...spec });
    case 'certificate':
      return new CertificateCredential(spec.path, now);
    case 'client-secret':
      return new ClientSecretCredential(spec.secret);
  }
}

function isProvider(spec: CredentialSpec | ClientCredential): spec is ClientCredential {
  return 'load' in spec && typeof spec.load === 'function';
}

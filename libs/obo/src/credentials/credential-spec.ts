import { AgentIdentityCredential, type ExchangeTokenRequest } from './agent-identity.js';
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
  | { readonly kind: 'client-secret'; readonly secret: string }
  | {
      /** Acts as an agent identity of the configured client, which is its blueprint. */
      readonly kind: 'agent-identity';
      /** Client id (GUID) of the agent identity. */
      readonly agentId: string;
      /** Credential of the blueprint. */
      readonly blueprint: Exclude<CredentialSpec, { readonly kind: 'agent-identity' }> | ClientCredential;
    };

/** What providers need of their surroundings. */
export interface CredentialParts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly exchangeToken: ExchangeTokenRequest;
}

/** Makes the provider a spec describes; a ready {@link ClientCredential} is taken as it is. */
export function clientCredential(
  spec: CredentialSpec | ClientCredential,
  parts: CredentialParts,
): ClientCredential {
  if (isProvider(spec)) return spec;
  const { now, exchangeToken } = parts;
  switch (spec.kind) {
    case 'managed-identity':
      return new ManagedIdentityCredential({ now, ...spec });
    case 'workload-identity':
      return new WorkloadIdentityCredential({ now, ...spec });
    case 'certificate':
      return new CertificateCredential(spec.path, now);
    case 'client-secret':
      return new ClientSecretCredential(spec.secret);
    case 'agent-identity': {
      const blueprint = clientCredential(spec.blueprint, parts);
      return new AgentIdentityCredential(spec.agentId, blueprint, exchangeToken, now);
    }
  }
}

function isProvider(spec: CredentialSpec | ClientCredential): spec is ClientCredential {
  return 'load' in spec && typeof spec.load === 'function';
}

import { DocumentError } from '../documents/document-error.js';
import type { DocumentStore } from '../documents/document-store.js';
import { readDocument } from '../documents/read-document.js';
import { clientKey, sha256 } from '../seal/hash.js';
import type { Sealer } from '../seal/sealer.js';
import { cleanName } from './clean-name.js';
import type { Client } from './client.js';
import { isClientMethod } from './client-methods.js';
import { clientUrlFault } from './client-url.js';

/**
 * A client that an operator names in the settings.
 * @example
 * clients: { 'copilot-studio': { name: 'Copilot Studio', redirectUris: ['https://…'], secret } }
 */
export interface ConfiguredClient {
  /** Name for the consent page. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** With it the client is confidential. */
  readonly secret?: string;
}

/** Where clients are known from. */
export interface ClientSources {
  readonly sealer: Sealer;
  readonly documents: DocumentStore;
  readonly configured: Readonly<Record<string, ConfiguredClient>>;
  readonly redirectHosts: readonly string[];
  /** False: https URLs are no client ids. */
  readonly acceptDocuments: boolean;
}

/** Finds the client behind a `client_id`: configured, registered (sealed), or described by a document. */
export class ClientDirectory {
  readonly #sources: ClientSources;
  readonly #configured: ReadonlyMap<string, Client>;

  constructor(sources: ClientSources) {
    this.#sources = sources;
    this.#configured = new Map(
      Object.entries(sources.configured).map(([id, client]) => [id, configuredClient(id, client)]),
    );
  }

  /**
   * @returns the client, or `undefined` where the id is none of ours
   * @throws DocumentError where the id is the URL of a document that cannot be used
   */
  async find(clientId: string): Promise<Client | undefined> {
    const configured = this.#configured.get(clientId);
    if (configured !== undefined) return configured;
    return /^https:/i.test(clientId) ? this.#described(clientId) : this.#registered(clientId);
  }

  async #registered(clientId: string): Promise<Client | undefined> {
    const sealed = await this.#sources.sealer.open('client', clientId);
    if (sealed === undefined || !isClientMethod(sealed.method)) return undefined;
    return {
      id: clientId,
      key: clientKey(clientId),
      kind: 'registered',
      redirectUris: sealed.redirectUris,
      methods: [sealed.method],
      ...(sealed.name === undefined ? {} : { name: sealed.name }),
      ...(sealed.secretHash === undefined ? {} : { secretHash: sealed.secretHash }),
      ...(sealed.jwksUri === undefined ? {} : { jwksUri: sealed.jwksUri }),
      ...(sealed.jwks === undefined ? {} : { jwks: sealed.jwks }),
    };
  }

  async #described(url: string): Promise<Client | undefined> {
    if (!this.#sources.acceptDocuments) return undefined;
    const fault = clientUrlFault(url);
    if (fault !== undefined) throw new DocumentError('forbidden', `the client_id ${fault}`);
    try {
      return readDocument(url, await this.#sources.documents.get(url), this.#sources.redirectHosts);
    } catch (error) {
      this.#sources.documents.forget(url);
      throw error;
    }
  }
}

function configuredClient(id: string, { name, redirectUris, secret }: ConfiguredClient): Client {
  const shown = cleanName(name);
  return {
    id,
    key: clientKey(id),
    kind: 'configured',
    redirectUris,
    ...(shown === undefined ? {} : { name: shown }),
    ...(secret === undefined
      ? { methods: ['none'] }
      : { methods: ['client_secret_basic', 'client_secret_post'], secretHash: sha256(secret) }),
  };
}

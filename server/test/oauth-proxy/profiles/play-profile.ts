import type { Product } from '../../support/product.js';
import { type Changes, McpClient, register, type TokenAnswer } from '../support/mcp-client.js';
import type { Publisher } from '../support/publisher.js';
import type { ClientProfile } from './client-profile.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What the metadata told the client. */
interface Discovered {
  readonly issuer: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly challengeScope: string;
  readonly resource: string;
}

/** Follows one client's rules from its first refused request to a tool list and a refresh. */
export class ProfilePlay {
  readonly #product: Product;
  readonly #publisher: Publisher;
  readonly #profile: ClientProfile;

  constructor(product: Product, publisher: Publisher, profile: ClientProfile) {
    this.#product = product;
    this.#publisher = publisher;
    this.#profile = profile;
  }

  /** From the 401 to the metadata of the authorization server, by the addresses in the client's order. */
  async discover(): Promise<Discovered> {
    const refused = await fetch(`${this.#product.url}/mcp`, { method: 'POST' });
    const challenge = refused.headers.get('www-authenticate') ?? '';
    const read = (name: string): string => new RegExp(`${name}="([^"]+)"`).exec(challenge)?.[1] ?? '';
    const resource = (await (await fetch(read('resource_metadata'))).json()) as {
      resource: string;
      authorization_servers: string[];
    };
    const issuer = resource.authorization_servers[0] ?? '';
    for (const path of this.#profile.metadata) {
      const response = await fetch(issuer + path);
      if (response.status !== 200) continue;
      const document = (await response.json()) as Readonly<Record<string, unknown>>;
      return { issuer, document, challengeScope: read('scope'), resource: resource.resource };
    }
    throw new Error(`${this.#profile.name} finds no metadata`);
  }

  /** The client with its id. @returns it, and the secret it was given */
  async identify(document: Discovered['document']): Promise<{ client: McpClient; secret?: string }> {
    const { identity } = this.#profile;
    const redirectUri = this.#profile.redirectUri.replace('PORT', '51999');
    const client = (id: string): McpClient => new McpClient(this.#product, id, redirectUri);
    if (identity.by === 'registration') {
      if (document['registration_endpoint'] === undefined) throw new Error('nowhere to register');
      const { token_endpoint_auth_method: method } = identity.metadata;
      const given = await register(this.#product, {
        token_endpoint_auth_method: method,
        ...identity.metadata,
      });
      const secret = given['client_secret'];
      return {
        client: client(String(given['client_id'])),
        ...(secret === undefined ? {} : { secret: String(secret) }),
      };
    }
    const id = identity.clientId.replace('TLS', String(this.#publisher.port));
    const secret = identity.by === 'settings' ? identity.secret : undefined;
    return { client: client(id), ...(secret === undefined ? {} : { secret }) };
  }

  /** Parameters of the authorization request beyond PKCE, state and client. */
  parameters({ challengeScope, document, resource }: Discovered): Changes {
    const { scope, prompt } = this.#profile;
    const supported = (document['scopes_supported'] as string[] | undefined)?.join(' ');
    const asked = scope === 'challenge' ? challengeScope : scope === 'supported' ? supported : scope?.literal;
    return { scope: asked, prompt, resource: this.#profile.resource?.(resource) };
  }

  /** A token request with the client's way to authenticate. */
  async token(client: McpClient, form: Changes, secret?: string): Promise<TokenAnswer> {
    switch (this.#profile.authentication) {
      case 'none':
        return client.token({ client_id: client.clientId, ...form });
      case 'client_secret_post':
        return client.token({ client_id: client.clientId, client_secret: secret, ...form });
      case 'client_secret_basic': {
        const pair = `${encodeURIComponent(client.clientId)}:${encodeURIComponent(secret ?? '')}`;
        return client.token(form, { authorization: `Basic ${Buffer.from(pair).toString('base64')}` });
      }
      case 'private_key_jwt': {
        const assertion = await this.#publisher.assertion(client.clientId, `${this.#product.url}/token`);
        return client.token({
          client_id: client.clientId,
          client_assertion: assertion,
          client_assertion_type: ASSERTION_TYPE,
          ...form,
        });
      }
    }
  }
}

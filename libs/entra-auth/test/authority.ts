import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

/** A key pair of the test authority. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/** Makes an RSA key pair with the public half as Entra publishes it (no `alg`). */
export async function makeKey(kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A small authority on a loopback port: v1 and v2 metadata, keys, and faults on demand. */
export class TestAuthority {
  /** Published keys, by token version. */
  readonly published: Record<'1.0' | '2.0', (JWK | Record<string, unknown>)[]> = { '1.0': [], '2.0': [] };
  /** Paths that were asked for. */
  readonly requests: string[] = [];
  /** Replaces every answer whose path contains the key. */
  readonly faults = new Map<string, Answer>();
  /** Members laid over the metadata documents. */
  metadataExtras: Record<string, unknown> = {};
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get host(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  issuer(tenantId: string, version: '1.0' | '2.0'): string {
    return version === '2.0' ? `${this.host}/${tenantId}/v2.0` : `${this.host}/sts/${tenantId}/`;
  }

  /** How many times keys were fetched. */
  keyRequests(): number {
    return this.requests.filter((path) => path.includes('/discovery/')).length;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '/';
    this.requests.push(path);
    for (const [part, fault] of this.faults) {
      if (path.includes(part)) return fault(request, response);
    }
    const tenantId = path.split('/')[1] ?? '';
    const version = path.includes('/v2.0') ? '2.0' : '1.0';
    if (path.includes('/discovery/')) return send(response, { keys: this.published[version] });
    const suffix = version === '2.0' ? 'v2.0/keys' : 'keys';
    send(response, {
      issuer: this.issuer(tenantId, version),
      jwks_uri: `${this.host}/${tenantId}/discovery/${suffix}`,
      id_token_signing_alg_values_supported: ['RS256'],
      ...this.metadataExtras,
    });
  }
}

/** Answers with JSON. */
export function send(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

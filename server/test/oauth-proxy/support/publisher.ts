import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type DocumentNetwork, isPublicAddress } from '#libs/oauth-proxy';
import { selfSigned } from '../../obo/self-signed.js';

export const HOST = 'chatgpt.example';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

/** A host that publishes a client's metadata document and key set over https, and signs as that client. */
export class Publisher {
  readonly requests: string[] = [];
  /** Path -> answer: a JSON value, or a function that writes the response. */
  readonly documents = new Map<string, unknown>();
  cacheControl = 'max-age=300';
  /** What the host's name resolves to. */
  addresses: readonly string[] = ['127.0.0.1'];
  /** True: the addresses are judged as in production. */
  strict = false;
  readonly #server: Server;
  readonly #ca: string;
  #keys: Keys;
  #kid = 'key-1';

  private constructor(server: Server, keys: Keys, ca: string) {
    this.#server = server;
    this.#keys = keys;
    this.#ca = ca;
  }

  static async start(): Promise<Publisher> {
    const { key, certificate } = selfSigned(HOST);
    const server = createServer({ key, cert: certificate });
    const publisher = new Publisher(server, await generateKeyPair('RS256'), certificate);
    server.on('request', (request, response) => publisher.#answer(request.url ?? '', response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return publisher;
  }

  /** The network in which this host, and no other, is found. */
  get network(): DocumentNetwork {
    return {
      ca: this.#ca,
      timeoutMs: 1500,
      fetchesPerHost: 1000,
      isAllowed: (address) => (this.strict ? isPublicAddress(address) : true),
      resolve: (hostname) =>
        hostname === HOST
          ? Promise.resolve(
              this.addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
            )
          : Promise.reject(new Error(`${hostname} is not here`)),
    };
  }

  get origin(): string {
    return `https://${HOST}:${String(this.port)}`;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  reset(): void {
    this.requests.length = 0;
    this.cacheControl = 'max-age=300';
    this.addresses = ['127.0.0.1'];
    this.strict = false;
  }

  /** Publishes the document of a client, with keys. @returns the client id */
  async publish(path: string, document: Readonly<Record<string, unknown>>): Promise<string> {
    this.documents.set('/jwks.json', await this.keySet());
    const whole = { client_id: this.origin + path, jwks_uri: `${this.origin}/jwks.json`, ...document };
    this.documents.set(path, whole);
    return this.origin + path;
  }

  async keySet(): Promise<object> {
    return {
      keys: [{ ...(await exportJWK(this.#keys.publicKey)), kid: this.#kid, alg: 'RS256', use: 'sig' }],
    };
  }

  /** Signs with another key from now on. */
  async rotate(kid: string): Promise<void> {
    this.#keys = await generateKeyPair('RS256');
    this.#kid = kid;
    this.documents.set('/jwks.json', await this.keySet());
  }

  /** A client assertion (RFC 7523); `changes` over an honest one. */
  assertion(
    clientId: string,
    audience: unknown,
    changes: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: audience,
      jti: crypto.randomUUID(),
      iat: now,
      exp: now + 60,
    };
    return new SignJWT({ ...claims, ...changes } as JWTPayload)
      .setProtectedHeader({ alg: 'RS256', kid: this.#kid })
      .sign(this.#keys.privateKey);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(path: string, response: ServerResponse): void {
    this.requests.push(path);
    const document = this.documents.get(path);
    if (typeof document === 'function')
      return void (document as (response: ServerResponse) => unknown)(response);
    response.writeHead(document === undefined ? 404 : 200, {
      'content-type': 'application/json',
      'cache-control': this.cacheControl,
    });
    response.end(JSON.stringify(document ?? {}));
  }
}

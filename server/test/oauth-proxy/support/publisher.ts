import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { DocumentNetwork } from '#libs/oauth-proxy';
import { selfSigned } from '../../obo/self-signed.js';

export const HOST = 'chatgpt.example';

/** A host that publishes a client's metadata document and key set over https, and signs as that client. */
export class Publisher {
  readonly network: DocumentNetwork;
  readonly requests: string[] = [];
  /** Path -> answer: a JSON value, or something that writes the response itself. */
  readonly documents = new Map<string, unknown>();
  readonly #server: Server;
  readonly #keys: Awaited<ReturnType<typeof generateKeyPair>>;

  private constructor(server: Server, keys: Awaited<ReturnType<typeof generateKeyPair>>, ca: string) {
    this.#server = server;
    this.#keys = keys;
    this.network = {
      ca,
      isAllowed: () => true,
      resolve: (hostname) =>
        hostname === HOST
          ? Promise.resolve([{ address: '127.0.0.1', family: 4 }])
          : Promise.reject(new Error(`${hostname} is not here`)),
    };
  }

  static async start(): Promise<Publisher> {
    const { key, certificate } = selfSigned(HOST);
    const server = createServer({ key, cert: certificate });
    const publisher = new Publisher(server, await generateKeyPair('RS256'), certificate);
    server.on('request', (request, response) => {
      publisher.requests.push(request.url ?? '');
      const document = publisher.documents.get(request.url ?? '');
      response.writeHead(document === undefined ? 404 : 200, {
        'content-type': 'application/json',
        'cache-control': 'max-age=300',
      });
      response.end(JSON.stringify(document ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return publisher;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Publishes the document of a client, and its keys where it has any. */
  async publish(path: string, document: Readonly<Record<string, unknown>>): Promise<string> {
    const origin = `https://${HOST}:${String(this.port)}`;
    const jwk = { ...(await exportJWK(this.#keys.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
    this.documents.set('/jwks.json', { keys: [jwk] });
    this.documents.set(path, { client_id: origin + path, jwks_uri: `${origin}/jwks.json`, ...document });
    return origin + path;
  }

  /** A client assertion (RFC 7523); `changes` over an honest one. */
  assertion(
    clientId: string,
    audience: unknown,
    changes: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      iss: clientId,
      sub: clientId,
      aud: audience as string,
      jti: crypto.randomUUID(),
      iat: now,
      exp: now + 60,
      ...changes,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .sign(this.#keys.privateKey);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

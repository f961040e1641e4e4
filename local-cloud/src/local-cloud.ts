/** Starts the local cloud: listens, learns its own origin, and puts the stand-ins behind one server. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { applyDrill, resetCloud } from './control/apply-drill.js';
import { DrillBoard } from './drills/drill-board.js';
import type { DrillSettings } from './drills/settings.js';
import { Entra } from './entra/entra.js';
import { KeyRing, signCompact } from './entra/keys.js';
import type { Handler } from './handler.js';
import { issueToken, type IssueTokenOptions } from './entra/issue-token.js';
import { RequestJournal } from './journal.js';
import { createRouter } from './router.js';
import { serverFor } from './server.js';
import { localSettings } from './settings.js';
import type { TlsOptions } from './tls.js';

/** How to start it. */
export interface LocalCloudOptions {
  /** 0 takes any free port. Default 0. */
  readonly port?: number;
  readonly host?: '127.0.0.1';
  /** Listens for https with this certificate and key (PEM). */
  readonly tls?: TlsOptions;
  /** Origin that tokens and metadata name. Default `http://localhost:<port>`, or `https` with `tls`. */
  readonly publicUrl?: string;
  /** Origin of the product, for redirect URIs. Default `http://localhost:3000`. */
  readonly productUrl?: string;
  /** The clock, milliseconds since the epoch. */
  readonly now?: () => number;
  /** How fast the model types. Default `instant`. */
  readonly pace?: 'human' | 'instant';
}

/** A running local cloud. */
export interface LocalCloud {
  /** Its origin, without a trailing slash. */
  readonly url: string;
  /** The complete environment for the server. */
  settings(productUrl?: string): Record<string, string>;
  /** A token as sign-in would give it. */
  issueToken(options?: IssueTokenOptions): Promise<string>;
  /** Signs exactly this header and payload (RS256) with the current key. */
  signRaw(headerJson: string, payloadJson: string): Promise<string>;
  /** `kid` of the key that signs now. */
  readonly kid: string;
  rotateKeys(options?: { keepOld?: boolean }): Promise<void>;
  drill(change: DrillSettings): void;
  /** Faults off; consents, policies, revocations and added resources back to the start. Keys and sign-ins stay. */
  resetDrills(): void;
  readonly journal: RequestJournal;
  close(): Promise<void>;
}

/** Starts a local cloud on a loopback port. Rejects with EADDRINUSE where the port is taken. */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const now = options.now ?? Date.now;
  const productUrl = withoutSlash(options.productUrl ?? 'http://localhost:3000');
  const journal = new RequestJournal(now);
  const keys = await KeyRing.create();
  let url = '';
  let handler: Handler = () => undefined;
  const server = serverFor((request) => handler(request), { journal, url: () => url, tls: options.tls });
  const port = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  url = withoutSlash(options.publicUrl ?? `${options.tls ? 'https' : 'http'}://localhost:${port}`);
  const entra = new Entra({ url, productUrl, now, keys, drills: new DrillBoard(), journal });
  handler = createRouter(entra, { pace: options.pace ?? 'instant' });
  return {
    url,
    journal,
    settings: (product = productUrl) => localSettings({ cloudUrl: url, productUrl: withoutSlash(product) }),
    issueToken: async (asked) => issueToken(entra, asked),
    signRaw: async (header, payload) => signCompact(header, payload, keys.current),
    get kid() {
      return keys.current.kid;
    },
    rotateKeys: async ({ keepOld } = {}) => keys.rotate(keepOld),
    drill: (change) => applyDrill(entra, change),
    resetDrills: () => resetCloud(entra),
    close: () => stop(server),
  };
}

function withoutSlash(origin: string): string {
  return origin.replace(/\/+$/, '');
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

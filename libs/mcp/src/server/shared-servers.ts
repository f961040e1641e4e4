import {
  PerRequestHTTPServerTransport,
  type JSONRPCMessage,
  type McpServer,
  type Transport,
  type TransportSendOptions,
} from '@modelcontextprotocol/server';
import { MODERN_VERSION, type Era } from '../era.js';
import { ExchangeTable } from './exchange-table.js';

const MODERN = { era: 'modern', revision: MODERN_VERSION } as const;
const LEGACY = { era: 'legacy' } as const;

/**
 * Serves 2026-07-28. A subclass of the SDK's transport for one exchange, as an instance of that class is what binds a
 * server to the modern era; starting, sending and closing are ours.
 */
export class SharedModernTransport extends PerRequestHTTPServerTransport {
  readonly table = new ExchangeTable(MODERN, (message, extra) => this.onmessage?.(message, extra));

  constructor() {
    super({ classification: MODERN });
  }

  override send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    return this.table.send(message, options?.relatedRequestId);
  }

  override async close(): Promise<void> {
    this.onclose?.();
  }
}

/** Serves 2025-11-25 and earlier, without `initialize`: what a client said there must not stay in a shared server. */
export class SharedLegacyTransport implements Transport {
  onclose?: Transport['onclose'];
  onerror?: Transport['onerror'];
  onmessage?: Transport['onmessage'];
  readonly table = new ExchangeTable(LEGACY, (message, extra) => this.onmessage?.(message, extra));

  async start(): Promise<void> {}

  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    return this.table.send(message, options?.relatedRequestId);
  }

  async close(): Promise<void> {
    this.onclose?.();
  }
}

/** Two servers that many exchanges share, one per era. */
export class SharedServers {
  readonly #modern = new SharedModernTransport();
  readonly #legacy = new SharedLegacyTransport();
  readonly #make: (era: Era) => McpServer;
  #servers: readonly McpServer[] = [];

  /** @param make makes a server that never holds what belongs to one caller */
  constructor(make: (era: Era) => McpServer) {
    this.#make = make;
  }

  async start(): Promise<void> {
    const modern = this.#make('modern');
    const legacy = this.#make('legacy');
    await Promise.all([modern.connect(this.#modern), legacy.connect(this.#legacy)]);
    this.#servers = [modern, legacy];
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  table(era: Era): ExchangeTable {
    return era === 'modern' ? this.#modern.table : this.#legacy.table;
  }
}

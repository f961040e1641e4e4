import { hash } from 'node:crypto';
import { CLIENT_INFO_META_KEY } from '@modelcontextprotocol/server';
import { Logger } from '@nestjs/common';
import type { McpModuleOptions } from '../mcp.options.js';
import type { Need } from '../registry/entries.js';
import type { CallOutcome, CallRecord } from './call-record.js';
import type { Inbound } from './inbound.js';

/** How one call went. */
export interface CallFacts {
  readonly method: string;
  readonly name: string;
  readonly need: Need;
  readonly outcome: CallOutcome;
  readonly code?: string;
  /** Milliseconds. */
  readonly ms: number;
  readonly traceId?: string;
}

/** Writes one record per call, whatever became of it. */
export class CallAudit {
  readonly #logger = new Logger('Mcp');
  readonly #options: Pick<McpModuleOptions, 'audit' | 'auditArguments' | 'traceId'>;

  constructor(options: Pick<McpModuleOptions, 'audit' | 'auditArguments' | 'traceId'>) {
    this.#options = options;
  }

  write({ need, ms, code, traceId, ...facts }: CallFacts, inbound: Inbound): void {
    const trace =
      traceId ?? (inbound.request === undefined ? undefined : this.#options.traceId?.(inbound.request));
    const client = clientOf(inbound);
    const record: CallRecord = {
      event: 'mcp_call',
      ...facts,
      caller: inbound.principal.id,
      scopes: need.scopes,
      ms: Math.round(ms * 10) / 10,
      era: inbound.era,
      ...(code !== undefined && { code }),
      ...(trace !== undefined && { traceId: trace }),
      ...(client !== undefined && { client }),
      ...(facts.method !== 'resources/read' && { argumentsHash: hashOf(inbound.params?.['arguments']) }),
      ...(this.#options.auditArguments === true && { arguments: inbound.params?.['arguments'] }),
    };
    try {
      if (this.#options.audit === undefined) this.#logger.log(record);
      else this.#options.audit(record, { caller: inbound.principal.caller, request: inbound.request });
    } catch (error) {
      // An audit that fails is a fault of ours, and no reason to change what the caller gets.
      this.#logger.error(
        'The audit record could not be written',
        error instanceof Error ? error.stack : error,
      );
    }
  }
}

function hashOf(args: unknown): string {
  return hash('sha256', JSON.stringify(args ?? {}));
}

/** Declared in every request of 2026-07-28; before, only when a session begins. */
function clientOf({ params }: Inbound): CallRecord['client'] {
  const meta = params?.['_meta'] as Readonly<Record<string, unknown>> | undefined;
  return meta?.[CLIENT_INFO_META_KEY] as CallRecord['client'];
}

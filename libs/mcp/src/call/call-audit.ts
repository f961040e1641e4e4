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

  write({ method, name, need, outcome, code, ms, traceId }: CallFacts, inbound: Inbound): void {
    const { auditArguments } = this.#options;
    const args = inbound.params?.['arguments'];
    const trace = traceId ?? this.#traceIdOf(inbound);
    const client = clientOf(inbound);
    const record: { -readonly [K in keyof CallRecord]: CallRecord[K] } = {
      event: 'mcp_call',
      method,
      name,
      outcome,
      caller: inbound.principal.id,
      scopes: need.scopes,
      ms: Math.round(ms * 10) / 10,
      era: inbound.era,
    };
    if (code !== undefined) record.code = code;
    if (trace !== undefined) record.traceId = trace;
    if (client !== undefined) record.client = client;
    if (method !== 'resources/read') record.argumentsHash = hashOf(args);
    if (auditArguments === true) record.arguments = args;
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

  #traceIdOf({ request }: Inbound): string | undefined {
    return request === undefined ? undefined : this.#options.traceId?.(request);
  }
}

const NO_ARGUMENTS = '{}';
const HASH_OF_NONE = hash('sha256', NO_ARGUMENTS);

function hashOf(args: unknown): string {
  const text = args === undefined ? NO_ARGUMENTS : JSON.stringify(args ?? {});
  return text === NO_ARGUMENTS ? HASH_OF_NONE : hash('sha256', text);
}

/** Declared in every request of 2026-07-28; before, when a session begins. */
function clientOf({ params, declared }: Inbound): CallRecord['client'] {
  const meta = params?.['_meta'] as Readonly<Record<string, unknown>> | undefined;
  return (meta?.[CLIENT_INFO_META_KEY] as CallRecord['client']) ?? declared?.client;
}

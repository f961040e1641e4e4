import {
  isInputRequiredResult,
  SERVER_INFO_META_KEY,
  type CallToolResult,
  type Implementation,
  type InputRequiredResult,
} from '@modelcontextprotocol/server';
import type { CallRunner } from '../call/call-runner.js';
import type { Inbound } from '../call/inbound.js';
import type { Catalogue, ToolEntry } from '../registry/entries.js';
import type { Exchange, Incoming } from '../server/exchange-table.js';
import { DirectRequest } from './direct-request.js';
import type { ResultEncoder } from './result-encoder.js';

/** Members of `params` that a first-round call has. Others, above all those of later rounds, are the SDK's. */
const PARAMS = new Set(['name', 'arguments', '_meta']);
const RESULT = new Set(['content', 'structuredContent', 'isError']);

/**
 * Runs plain first-round `tools/call` requests without the SDK's server in between: it would parse the request three
 * times and the result once more, which is most of what such a call costs (ADR 0004). Declines before it runs
 * anything, and answers whatever it ran: results of the plainest form itself, all others through the SDK's encoder.
 */
export class DirectTools {
  readonly #catalogue: Catalogue;
  readonly #runner: CallRunner;
  readonly #encoder: ResultEncoder;
  readonly #modernMeta: Readonly<Record<string, unknown>>;

  constructor(catalogue: Catalogue, runner: CallRunner, encoder: ResultEncoder, serverInfo: Implementation) {
    this.#catalogue = catalogue;
    this.#runner = runner;
    this.#encoder = encoder;
    this.#modernMeta = { [SERVER_INFO_META_KEY]: serverInfo };
  }

  /** Starts the call and returns how to cancel it, or `undefined` where the request is not for this path. */
  serve(incoming: Incoming, inbound: Inbound, exchange: Exchange): ((reason: string) => void) | undefined {
    const entry = this.#entryOf(incoming);
    if (entry === undefined) return undefined;
    const request = new DirectRequest(incoming, inbound, exchange);
    let stopEncoding: ((reason: string) => void) | undefined;
    this.#runner.tool(entry, incoming.params?.['arguments'], request).then(
      (result) => {
        if (request.cancelled) return;
        if (isPlain(result)) exchange.settle(this.#answer(incoming, inbound, result), false);
        else stopEncoding = this.#encoder.encode({ result }, incoming, inbound, exchange);
      },
      (error: unknown) => {
        if (!request.cancelled) stopEncoding = this.#encoder.encode({ error }, incoming, inbound, exchange);
      },
    );
    return (reason) => {
      request.cancel(reason);
      stopEncoding?.(reason);
    };
  }

  #entryOf({ method, params }: Incoming): ToolEntry | undefined {
    if (method !== 'tools/call' || params === undefined) return undefined;
    const entry = this.#catalogue.tools.get(params['name'] as string);
    // 2025 clients get results of schemas with another root wrapped, which the SDK does.
    if (entry === undefined || (entry.output !== undefined && entry.output.json['type'] !== 'object'))
      return undefined;
    for (const member in params) if (!PARAMS.has(member)) return undefined;
    const args = params['arguments'];
    return args === undefined || isObject(args) ? entry : undefined;
  }

  #answer({ id }: Incoming, { era }: Inbound, result: CallToolResult): Parameters<Exchange['settle']>[0] {
    const encoded =
      era === 'modern' ? { ...result, resultType: 'complete', _meta: this.#modernMeta } : result;
    return { result: encoded, jsonrpc: '2.0', id };
  }
}

/** One text at most, an object as structure, nothing else: what a tool that returns a string or an object gives. */
function isPlain(result: CallToolResult | InputRequiredResult): result is CallToolResult {
  if (isInputRequiredResult(result) || result.content.length > 1) return false;
  for (const member in result) if (!RESULT.has(member)) return false;
  const block = result.content[0];
  return (
    (block === undefined ||
      (block.type === 'text' && typeof block.text === 'string' && Object.keys(block).length === 2)) &&
    (result.structuredContent === undefined || isObject(result.structuredContent)) &&
    (result.isError === undefined || typeof result.isError === 'boolean')
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

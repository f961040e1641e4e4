import {
  isInputRequiredResult,
  SERVER_INFO_META_KEY,
  type CallToolResult,
  type Implementation,
  type InputRequiredResult,
} from '@modelcontextprotocol/server';
import type { CallRunner } from '../call/call-runner.js';
import { toAuthInfo, type Inbound } from '../call/inbound.js';
import type { Catalogue, ToolEntry } from '../registry/entries.js';
import { DirectContext } from './direct-context.js';
import type { Exchange, ExchangeTable, Incoming } from './exchange-table.js';

type Result = CallToolResult | InputRequiredResult;

/** Members of `params` that a first-round call has. Others, above all those of later rounds, are the SDK's. */
const PARAMS = new Set(['name', 'arguments', '_meta']);
const RESULT = new Set(['content', 'structuredContent', 'isError']);

/**
 * Runs admitted first-round `tools/call` requests without the SDK's server in between: it would parse the request
 * three times and the result once more, which is most of what such a call costs. Only results of the plainest form
 * are answered here; any other one is handed to the shared server, which checks and encodes it.
 */
export class DirectTools {
  readonly #modernMeta: Readonly<Record<string, unknown>>;
  readonly #catalogue: Catalogue;
  readonly #runner: CallRunner;

  constructor(catalogue: Catalogue, runner: CallRunner, serverInfo: Implementation) {
    this.#catalogue = catalogue;
    this.#runner = runner;
    this.#modernMeta = { [SERVER_INFO_META_KEY]: serverInfo };
  }

  /** Starts the call and returns how to cancel it, or `undefined` where the request is not for this path. */
  serve(
    incoming: Incoming,
    inbound: Inbound,
    exchange: Exchange,
    table: ExchangeTable,
  ): ((reason: string) => void) | undefined {
    const entry = this.#entryOf(incoming);
    if (entry === undefined) return undefined;
    const context = new DirectContext(incoming, inbound.era, exchange, toAuthInfo(inbound));
    let number: number | undefined;
    const handOver = (ready: NonNullable<Inbound['ready']>): void => {
      if (!context.cancelled) number = table.dispatch(incoming, { ...inbound, ready }, exchange);
    };
    this.#runner.tool(entry, incoming.params?.['arguments'], context).then(
      (result) => {
        if (!isPlain(result)) handOver({ result });
        else if (!context.cancelled) exchange.settle(this.#answer(incoming, inbound, result), false);
      },
      (error: unknown) => handOver({ error }),
    );
    return (reason) => {
      context.cancel(reason);
      if (number !== undefined) table.cancel(number, reason);
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
function isPlain(result: Result): result is CallToolResult {
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

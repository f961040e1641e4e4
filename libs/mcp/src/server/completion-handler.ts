import { ProtocolError, ProtocolErrorCode, type McpServer } from '@modelcontextprotocol/server';
import type { CallRunner } from '../call/call-runner.js';
import { SdkRequest } from '../call/mcp-request.js';
import type { Catalogue, CompleterEntry, Need } from '../registry/entries.js';

/** The protocol's own bound. */
const MOST_VALUES = 100;

/** Serves `completion/complete` from methods with `@Complete`. Needs what the completed prompt or template needs. */
export class CompletionHandler {
  readonly #catalogue: Catalogue;
  readonly #runner: CallRunner;

  constructor(catalogue: Catalogue, runner: CallRunner) {
    this.#catalogue = catalogue;
    this.#runner = runner;
  }

  install({ server }: McpServer): void {
    if (this.#catalogue.completers.length === 0) return;
    server.setRequestHandler('completion/complete', async ({ params }, context) => {
      const { ref, argument } = params;
      const [key, need] = ref.type === 'ref/prompt' ? this.#prompt(ref.name) : this.#template(ref.uri);
      const completer = this.#catalogue.completers.find(({ options }) =>
        matches(options, key, argument.name),
      );
      if (completer === undefined) return { completion: { values: [], hasMore: false } };
      const call = { name: key, handler: completer.handler, need, argument: argument.value };
      const values = await this.#runner.other(call, new SdkRequest(context), (returned) => [
        ...(returned as Iterable<string>),
      ]);
      const all = values as string[];
      return {
        completion: {
          values: all.slice(0, MOST_VALUES),
          total: all.length,
          hasMore: all.length > MOST_VALUES,
        },
      };
    });
  }

  #prompt(name: string): [string, Need] {
    const entry = this.#catalogue.prompts.get(name);
    if (entry === undefined) throw unknown(`Prompt ${name} not found`);
    return [name, entry.need];
  }

  #template(uri: string): [string, Need] {
    const entry = this.#catalogue.templates.get(uri) ?? this.#catalogue.resources.get(uri);
    if (entry === undefined) throw unknown(`Resource template ${uri} not found`);
    return [uri, entry.need];
  }
}

function matches(options: CompleterEntry['options'], key: string, argument: string): boolean {
  return 'prompt' in options
    ? options.prompt === key && options.argument === argument
    : options.uriTemplate === key && options.variable === argument;
}

function unknown(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}

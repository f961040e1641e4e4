import type { Catalogue, Need } from './entries.js';
import type { ResourceIndex } from './resource-index.js';

/** What a request would run. */
export interface Operation {
  readonly name: string;
  readonly need: Need;
  readonly mirrorsHeaders: boolean;
}

/** Finds, before anything runs, what a JSON-RPC request is going to use, so that its scopes can be checked over HTTP. */
export class OperationIndex {
  readonly #tools: ReadonlyMap<string, Operation>;
  readonly #catalogue: Catalogue;
  readonly #resources: ResourceIndex;

  constructor(catalogue: Catalogue, resources: ResourceIndex) {
    this.#catalogue = catalogue;
    this.#resources = resources;
    this.#tools = new Map(
      [...catalogue.tools].map(([name, { need, mirrorsHeaders }]) => [name, { name, need, mirrorsHeaders }]),
    );
  }

  find(method: unknown, params: Readonly<Record<string, unknown>> | undefined): Operation | undefined {
    switch (method) {
      case 'tools/call':
        return this.#tools.get(params?.['name'] as string);
      case 'prompts/get':
        return this.#plain(params?.['name'], this.#catalogue.prompts.get(params?.['name'] as string)?.need);
      case 'resources/read':
        return this.#plain(params?.['uri'], this.#resource(params?.['uri']));
      default:
        return undefined;
    }
  }

  #resource(uri: unknown): Need | undefined {
    return typeof uri === 'string' ? this.#resources.find(uri)?.entry.need : undefined;
  }

  #plain(name: unknown, need: Need | undefined): Operation | undefined {
    return need && { name: String(name), need, mirrorsHeaders: false };
  }
}

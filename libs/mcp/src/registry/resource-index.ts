import { UriTemplate } from '@modelcontextprotocol/server';
import type { Catalogue, ResourceEntry, TemplateEntry } from './entries.js';

/** What a URI leads to. */
export interface Target {
  readonly entry: ResourceEntry | TemplateEntry;
  /** First argument of the method: the URI of a fixed resource, the variables of a template. */
  readonly argument: unknown;
  readonly uri: URL;
}

/** Finds the resource or template that serves a URI. Fixed resources win. */
export class ResourceIndex {
  readonly #templates: readonly { readonly entry: TemplateEntry; readonly template: UriTemplate }[];
  readonly #catalogue: Catalogue;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#templates = [...catalogue.templates.values()].map((entry) => ({
      entry,
      template: new UriTemplate(entry.options.uriTemplate),
    }));
  }

  find(asked: string): Target | undefined {
    if (!URL.canParse(asked)) return undefined;
    const uri = new URL(asked);
    const fixed = this.#catalogue.resources.get(asked) ?? this.#catalogue.resources.get(uri.href);
    if (fixed !== undefined) return { entry: fixed, argument: uri, uri };
    for (const { entry, template } of this.#templates) {
      const variables = template.match(uri.href) ?? template.match(asked);
      if (variables !== null) return { entry, argument: variables, uri };
    }
    return undefined;
  }
}

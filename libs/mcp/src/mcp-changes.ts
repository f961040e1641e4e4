import { Injectable } from '@nestjs/common';
import { McpRuntime } from './mcp.runtime.js';

/**
 * Notifies clients that listen (`subscriptions/listen`, MCP 2026-07-28) that something changed. Needs the option
 * `listChanged: true`. Reaches the clients of this process only.
 *
 * @example
 * changes.tools(); // the list of tools is another one now
 * changes.resource('doc://terms'); // its content changed
 */
@Injectable()
export class McpChanges {
  readonly #runtime: McpRuntime;

  constructor(runtime: McpRuntime) {
    this.#runtime = runtime;
  }

  tools(): void {
    this.#runtime.notify.toolsChanged();
  }

  prompts(): void {
    this.#runtime.notify.promptsChanged();
  }

  resources(): void {
    this.#runtime.notify.resourcesChanged();
  }

  /** One resource has new content. */
  resource(uri: string): void {
    this.#runtime.notify.resourceUpdated(uri);
  }
}

import { isJSONRPCResultResponse, type JSONRPCMessage, type Transport } from '@modelcontextprotocol/client';
import { type LeftOutTool, mendResult, mendTools, UNREAD } from './mend-answer.js';

/** Pages of a tool list that are read; what a server has beyond them is left out. */
const MAX_LIST_PAGES = 10;

type Json = Readonly<Record<string, unknown>>;

/**
 * Stands between the transport and the SDK's client, which refuses an answer as a whole: reads what can be used and
 * remembers what was left out.
 */
export class AnswerReader {
  #pages = 0;
  #leftOut: LeftOutTool[] = [];
  #read: string[] = [];

  /** Has every message of a transport pass through here. Before `connect`. */
  attach(transport: Transport): void {
    let receive: Transport['onmessage'];
    Object.defineProperty(transport, 'onmessage', {
      configurable: true,
      get: (): Transport['onmessage'] =>
        receive && ((message, extra) => receive?.(this.#mend(message as JSONRPCMessage) as never, extra)),
      set: (handler: Transport['onmessage']) => {
        receive = handler;
      },
    });
  }

  /** A new list is asked for. */
  begin(): void {
    this.#pages = 0;
    this.#leftOut = [];
    this.#read = [];
  }

  /** What was left out of the list, the tools included that the SDK dropped (invalid `x-mcp-header`). */
  leftOut(listed: readonly { readonly name: string }[]): readonly LeftOutTool[] {
    const names = new Set(listed.map(({ name }) => name));
    const dropped = this.#read.filter((name) => !names.has(name));
    return [...this.#leftOut, ...dropped.map((name) => ({ name, reason: 'invalid_definition' as const }))];
  }

  #mend(message: JSONRPCMessage): JSONRPCMessage {
    if (!isJSONRPCResultResponse(message)) return message;
    const result = message.result as Json;
    if (Array.isArray(result['tools'])) return { ...message, result: this.#page(result, result['tools']) };
    if ('content' in result || 'structuredContent' in result)
      return { ...message, result: mendResult(result) };
    return message;
  }

  #page(result: Json, listed: readonly unknown[]): Json {
    const { tools, leftOut } = mendTools(listed);
    this.#pages += 1;
    this.#leftOut.push(...leftOut);
    this.#read.push(...tools.map(({ name }) => String(name)));
    if (this.#pages < MAX_LIST_PAGES || result['nextCursor'] === undefined) return { ...result, tools };
    const { nextCursor: _, ...rest } = result;
    this.#leftOut.push({ name: UNREAD, reason: 'too_many_pages' });
    return { ...rest, tools };
  }
}

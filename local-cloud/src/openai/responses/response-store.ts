/**
 * Responses that were stored (`store`, on by default), for `previous_response_id` and `GET /responses/{id}`.
 * Source: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/responses
 */
import { isObject, type Json } from '../../text/json.js';
import { optionalString } from '../body.js';
import { invalidRequest, ModelFault } from '../faults.js';
import type { ResponseEvent } from './events.js';

interface Stored {
  readonly response: Json;
  /** Input and output of the response and of all before it. */
  readonly items: readonly unknown[];
}

const CAPACITY = 1000;

/** The last 1,000 of them. */
export class ResponseStore {
  readonly #entries = new Map<string, Stored>();

  /** The body with the items of the response that it goes on from before its own; 400 where that is not known. */
  resumed(body: Json): Json {
    const id = optionalString(body, 'previous_response_id');
    if (id === undefined) return body;
    const before = this.#entries.get(id);
    if (!before) {
      throw invalidRequest(
        `Previous response with id '${id}' not found.`,
        'previous_response_id',
        'previous_response_not_found',
      );
    }
    return { ...body, input: [...before.items, ...itemsOf(body['input'])] };
  }

  /** Keeps the response of the last event, unless the request says `store: false`. `body` as resumed. */
  async *keeping(body: Json, events: AsyncIterable<ResponseEvent>): AsyncGenerator<ResponseEvent> {
    for await (const event of events) {
      const { response, type } = event;
      if (type === 'response.completed' && isObject(response) && body['store'] !== false) {
        this.#keep(response, [...itemsOf(body['input']), ...itemsOf(response['output'])]);
      }
      yield event;
    }
  }

  /** The stored response; 404 where there is none. */
  get(id: string): Json {
    const found = this.#entries.get(id);
    if (found) return found.response;
    throw new ModelFault(404, {
      message: `Response with id '${id.slice(0, 100)}' not found.`,
      type: 'invalid_request_error',
      param: 'id',
      code: null,
    });
  }

  delete(id: string): Json {
    this.get(id);
    this.#entries.delete(id);
    return { id, object: 'response', deleted: true };
  }

  #keep(response: Json, items: readonly unknown[]): void {
    this.#entries.set(String(response['id']), { response, items });
    if (this.#entries.size > CAPACITY) this.#entries.delete(this.#entries.keys().next().value ?? '');
  }
}

/** A text is the message of a person. */
function itemsOf(input: unknown): readonly unknown[] {
  if (Array.isArray(input)) return input;
  return typeof input === 'string' ? [{ role: 'user', content: input }] : [];
}

import { setTimeout as delay } from 'node:timers/promises';
import {
  inputRequired,
  inputResponse,
  UrlElicitationRequiredError,
  type CallToolResult,
  type InputRequiredResult,
} from '@modelcontextprotocol/server';
import { LRUCache } from 'lru-cache';
import { ToolError } from '../mcp-error.js';
import type { LinkOptions, PersonLink } from '../mcp.options.js';
import { capabilitiesOf, type McpRequest } from './mcp-request.js';
import type { RequestState } from './request-state.js';

/** Key of the one question that a link is. */
const OPEN_LINK = 'open_link';
/** Below the time-outs that clients have for a call. */
const WAIT_MS = 25_000;
/** How long a link counts as the one that a 2025 client sends its call again for. */
const RECENT_MS = 5 * 60_000;

type Answer = CallToolResult | InputRequiredResult;

/** Sends a person to a web page in the middle of a call (URL elicitation, both eras), and lets the call go on afterwards. */
export class PersonLinks {
  readonly #options: LinkOptions;
  readonly #state: RequestState;
  /** Links of 2025 clients by what they are for; of this process only: another replica shows a fresh link. */
  readonly #recent = new LRUCache<string, string>({ max: 10_000, ttl: RECENT_MS });

  constructor(options: LinkOptions, state: RequestState) {
    this.#options = options;
    this.#state = state;
  }

  /**
   * Before a call that comes back with the person's answer: waits until the page did its work. That a person agreed to
   * open a page does not mean that they are done there.
   * @throws ToolError `consent_declined`
   */
  async awaitPage(request: McpRequest): Promise<void> {
    const id = openedLink(request);
    if (id === undefined) return;
    const answer = inputResponse(request.inputResponses, OPEN_LINK);
    if (answer.kind !== 'elicit' || answer.action !== 'accept') {
      throw new ToolError(
        'consent_declined',
        'The person did not want to open the page. Ask before you try again.',
      );
    }
    await this.#isUsed(id, request.signal);
  }

  /** Runs a call; where it fails for want of a page that the person has to open, the answer is the way there. */
  async linked(request: McpRequest, run: () => Promise<Answer>): Promise<Answer> {
    try {
      return await run();
    } catch (error) {
      const { principal, request: http } = request.inbound;
      const link = this.#options.linkFor(error, { caller: principal.caller, request: http });
      if (link === undefined) throw error;
      return await this.#answer(link, request, run);
    }
  }

  async #answer(link: PersonLink, request: McpRequest, again: () => Promise<Answer>): Promise<Answer> {
    // Asked once already: SDKs would go round in circles with a second question.
    if (!opensLinks(request) || openedLink(request) !== undefined)
      return link.failure((await link.create()).url);
    if (request.inbound.era === 'legacy') return await this.#byError(link, request, again);
    const { id, url } = await link.create();
    return inputRequired({
      inputRequests: { [OPEN_LINK]: inputRequired.elicitUrl({ message: link.message(url), url }) },
      requestState: await this.#state.seal({ ...stateOf(request), link: id }, request),
    });
  }

  /** 2025-11-25: an error with the link; the client sends the call again, often at once. */
  async #byError(link: PersonLink, request: McpRequest, again: () => Promise<Answer>): Promise<Answer> {
    const recent = this.#recent.get(link.key);
    if (recent !== undefined) {
      this.#recent.delete(link.key);
      if (await this.#isUsed(recent, request.signal)) return await again();
    }
    const { id, url } = await link.create();
    this.#recent.set(link.key, id);
    const message = link.message(url);
    throw new UrlElicitationRequiredError([{ mode: 'url', elicitationId: id, url, message }], message);
  }

  async #isUsed(id: string, signal: AbortSignal): Promise<boolean> {
    const { waitMs = WAIT_MS } = this.#options;
    const until = Date.now() + waitMs;
    for (;;) {
      if (await this.#options.isUsed(id)) return true;
      if (Date.now() >= until || signal.aborted) return false;
      await delay(Math.min(500, waitMs), undefined, { signal }).catch(() => undefined);
    }
  }
}

function opensLinks(request: McpRequest): boolean {
  if (request.inbound.era === 'legacy') return request.inbound.declared?.opensLinks === true;
  const elicitation = capabilitiesOf(request)['elicitation'] as { readonly url?: unknown } | undefined;
  return elicitation?.url !== undefined;
}

function stateOf({ state }: McpRequest): { readonly link?: unknown } {
  return typeof state === 'object' && state !== null ? state : {};
}

function openedLink(request: McpRequest): string | undefined {
  const { link } = stateOf(request);
  return typeof link === 'string' ? link : undefined;
}

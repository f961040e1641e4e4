/** What the routes of a run do. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Caller } from '#libs/entra-auth';
import { invalid } from '../chat-error.js';
import { CHAT_OPTIONS, type ChatLimits, type ChatOptions, DEFAULT_LIMITS } from '../chat-options.js';
import type { AnswerForm } from './accept.js';
import { streamRun } from './event-stream.js';
import { answerRun } from './json-answer.js';
import { ReaderBudget } from './reader-budget.js';
import { RunFeed } from './run-feed.js';
import type { RunInputDto } from './run-input.dto.js';
import { RunRegistry } from './run-registry.js';
import { toRunRequest } from './run-request.js';
import type { Follow } from './subscription.js';

/** Everything that can be refused is refused before the first byte, so that it can be a problem with a status. */
@Injectable()
export class RunService {
  readonly #limits: ChatLimits;
  readonly #isSignedOut: (caller: Caller) => boolean;
  readonly #registry: RunRegistry;
  readonly #feed: RunFeed;
  readonly #budget: ReaderBudget;

  constructor(
    @Inject(CHAT_OPTIONS) options: ChatOptions,
    registry: RunRegistry,
    feed: RunFeed,
    budget: ReaderBudget,
  ) {
    this.#budget = budget;
    this.#registry = registry;
    this.#feed = feed;
    this.#isSignedOut = options.isSignedOut ?? (() => false);
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  /** `lastEventId`: of the same request, sent before; its run is followed from there. */
  async start(
    caller: Caller,
    input: RunInputDto,
    { form, lastEventId }: { readonly form: AnswerForm; readonly lastEventId: string | undefined },
    reply: FastifyReply,
  ): Promise<void> {
    const request = toRunRequest(input);
    if (lastEventId && form === 'stream' && (await this.#feed.belongsTo(caller, request.runId)))
      return this.follow(caller, request.runId, lastEventId, reply);
    const live = await this.#registry.start(caller, request);
    const follow: Follow = (after, listener) => live.follow(after, listener);
    if (form === 'stream') return this.#stream(caller, reply, follow, 0);
    const left = new AbortController();
    reply.raw.on('close', () => left.abort());
    const { threadId, runId } = request;
    const answer = await answerRun(follow, { threadId, runId }, left.signal);
    if (!left.signal.aborted) await reply.header('cache-control', 'no-store').send(answer);
  }

  async follow(caller: Caller, runId: string, position: unknown, reply: FastifyReply): Promise<void> {
    const after = positionOf(position, runId);
    const follow = await this.#feed.open(caller, runId);
    this.#stream(caller, reply, follow, after);
  }

  #stream(caller: Caller, reply: FastifyReply, follow: Follow, after: number): void {
    streamRun(reply, follow, after, {
      caller,
      limits: this.#limits,
      budget: this.#budget,
      isSignedOut: () => this.#isSignedOut(caller),
    });
  }

  cancel(caller: Caller, runId: string): Promise<void> {
    return this.#feed.cancel(caller, runId);
  }
}

/** `<runId>:<seq>`, as in the frames' ids, or the bare number. */
function positionOf(position: unknown, runId: string): number {
  if (position === undefined || position === '') return 0;
  if (typeof position !== 'string') throw invalid('after', 'must be given once');
  const own = position.startsWith(`${runId}:`) ? position.slice(runId.length + 1) : position;
  if (/^\d{1,9}$/.test(own)) return Number(own);
  throw invalid('after', 'must be the number of an event of this run, or the id of its frame');
}

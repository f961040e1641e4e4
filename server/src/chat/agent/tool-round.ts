/** All tool calls of one round: a few at a time, results as they come. */
import { randomUUID } from 'node:crypto';
import { approvalAct, callAct, type CallFacts } from './acts.js';
import { cleanText } from '../clean-text.js';
import { type PendingCall, resultMetadata } from './tool-call.js';
import { type Event, events } from './events.js';
import type { RaisedInterrupt } from './interrupt.js';
import { failed, type Tool } from '../toolbox/tool.js';
import { performCall, type CallOutcome } from './tool-call-step.js';
import type { RunContext } from './run-context.js';

/** The same tool with the same arguments is run this many times, not once more. */
const SAME_CALLS = 2;

/**
 * Which calls are run: `all`; `answered`, those the person was asked about (what else is left over was cut off by a
 * crash, and running it twice could do harm); `none`, because no model round would see their results.
 */
export type WhichCalls = 'all' | 'answered' | 'none';

/** Runs the calls of one run and keeps count of them. */
export class ToolRounds {
  /** True once a call was left out because the run had used up its calls. */
  exceeded = false;
  #made = 0;
  readonly #same = new Map<string, number>();
  readonly #context: RunContext;

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** Publishes results as they come; returns the questions that were raised. */
  async run(
    calls: readonly PendingCall[],
    tools: readonly Tool[],
    which: WhichCalls,
  ): Promise<RaisedInterrupt[]> {
    const context = this.#context;
    if (calls.length === 0) return [];
    const decisions = await context.policy.decide(context.caller, context.threadId, tools);
    await context.policy.noteSeen(context.caller, decisions);
    const waiting = [...calls];
    const running = new Map<string, Promise<readonly [CallFacts, CallOutcome]>>();
    const raised: RaisedInterrupt[] = [];
    while (waiting.length > 0 || running.size > 0) {
      while (running.size < context.limits.parallelCalls) {
        const call = waiting.shift();
        if (!call) break;
        const tool = tools.find(({ server, name }) => server === call.server && name === call.name);
        const decision = tool && decisions.get(tool);
        const refusal = this.#refuse(call, tool, which);
        const facts = {
          caller: context.caller,
          call,
          tool,
          policy: decision,
          answers: context.answers.get(call.id) ?? [],
        };
        const approval = refusal === undefined ? approvalAct(facts) : undefined;
        if (approval !== undefined) context.audit(approval);
        const work =
          refusal || !tool || !decision ? refused(refusal) : performCall(context, call, tool, decision);
        running.set(
          call.id,
          work.catch(stopped).then((outcome) => [facts, outcome] as const),
        );
      }
      const [facts, outcome] = await Promise.race(running.values());
      running.delete(facts.call.id);
      if (outcome.kind === 'asked') raised.push(...outcome.raised);
      else context.emit(await this.#keep(facts, outcome));
    }
    context.signal.throwIfAborted();
    return raised;
  }

  async #keep(facts: CallFacts, outcome: CallOutcome & { kind: 'done' }): Promise<Event> {
    const { call } = facts;
    const { result, durationMs, edited, declined } = outcome;
    this.#context.audit(callAct(facts, outcome));
    const id = randomUUID();
    const metadata = {
      ...resultMetadata(result, durationMs),
      ...(edited ? { editedArguments: edited } : {}),
      ...(declined ? { declined } : {}),
      // Beside the claims of the exchanged token those it was exchanged for, so that both can be compared later.
      ...(result.token?.claims ? { incoming: this.#context.caller.claims } : {}),
    };
    const text = cleanText(result.text);
    await this.#context.conversation.addResult(id, call.id, text, metadata);
    return events.callResult(id, call.id, text, metadata);
  }

  #refuse(call: PendingCall, tool: Tool | undefined, which: WhichCalls): string | undefined {
    if (which === 'none') return this.#tooMany();
    if (which === 'answered' && !this.#context.answers.has(call.id))
      return 'The call was cut off before it gave a result.';
    if (!tool) return `There is no tool "${call.modelName}". Use one of the tools you were given.`;
    if (this.#made >= this.#context.limits.calls) return this.#tooMany();
    const key = `${call.server}\n${call.name}\n${call.arguments}`;
    const before = this.#same.get(key) ?? 0;
    this.#same.set(key, before + 1);
    this.#made++;
    if (before < SAME_CALLS) return undefined;
    return 'This call was made with the same arguments before. Use the result you have, or do something else.';
  }

  #tooMany(): string {
    this.exceeded = true;
    return 'This call was not made: the run has used up its tool calls.';
  }
}

function refused(why = 'There is no such tool.'): Promise<CallOutcome> {
  return Promise.resolve({ kind: 'done', result: failed(why, 'not_executed'), durationMs: 0 });
}

/** Only a stopped run makes a call throw; its card still gets an end. */
function stopped(): CallOutcome {
  return {
    kind: 'done',
    result: failed('The run was stopped before this call ended.', 'cancelled'),
    durationMs: 0,
  };
}

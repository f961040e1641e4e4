import { cleanText } from '../clean-text.js';
import { ModelError } from '../model/model-error.js';
import type { ModelEnd, ModelPart, ModelRequest } from '../model/model.js';
import type { Tool } from '../toolbox/tool.js';
import { events } from './events.js';
import { fitHistory, historyTokens } from './history-window.js';
import { INSTRUCTIONS, presentResult } from './instructions.js';
import type { RunContext } from './run-context.js';

/** Refused tools of one server after which none of its tools is offered any more. */
const MAX_REFUSED = 3;

/**
 * Asks the model. What the service refuses for good (a history that is too long, a result that its filter stops,
 * opaque state of another resource, the schema of a tool) is taken out and the question asked again: sent once more as
 * it is, it would end every later message, too.
 */
export async function askModel(
  context: RunContext,
  tools: readonly Tool[],
  take: (part: ModelPart) => void,
): Promise<ModelEnd> {
  const attempt = new Attempt(context, tools);
  for (;;) {
    let begun = false;
    try {
      return await context.model.answer(attempt.request(), (part) => {
        begun = true;
        take(part);
      });
    } catch (error) {
      if (begun || !(error instanceof ModelError) || !(await attempt.mend(error))) throw error;
    }
  }
}

class Attempt {
  readonly #context: RunContext;
  #tools: readonly Tool[];
  #tokens: number;
  readonly #refusals = new Map<string, number>();
  #mended = { length: false, results: false, reasoning: false };
  #leftOut = 0;
  #sent = 0;

  constructor(context: RunContext, tools: readonly Tool[]) {
    this.#context = context;
    this.#tools = tools;
    this.#tokens = context.limits.historyTokens;
  }

  request(): ModelRequest {
    const { conversation, limits, signal, ready } = this.#context;
    const history = conversation.toModel((call, result) => presentResult(call, result, limits));
    const { messages, leftOut } = fitHistory(history, this.#tokens);
    this.#sent = historyTokens(messages);
    if (leftOut > this.#leftOut) this.#context.emit(events.historyLeftOut(leftOut));
    this.#leftOut = Math.max(leftOut, this.#leftOut);
    return {
      instructions: leftOut > 0 ? `${INSTRUCTIONS}\n${EARLIER_LEFT_OUT}` : INSTRUCTIONS,
      messages,
      tools: this.#tools.map((tool) => ({
        name: tool.modelName,
        description: describe(tool),
        parameters: tool.parameters,
      })),
      signal,
      ready,
    };
  }

  /** True where something was taken out that the service had refused. */
  async mend({ code, filtered, refusedReasoning, refusedTool }: ModelError): Promise<boolean> {
    if (code === 'context_length') return this.#shorten();
    if (filtered === 'prompt') return this.#blockResults();
    if (refusedReasoning) return this.#forgetReasoning();
    return refusedTool !== undefined && this.#leaveOut(refusedTool);
  }

  #shorten(): boolean {
    if (this.#mended.length) return false;
    this.#mended.length = true;
    this.#tokens = Math.floor(this.#sent / 2);
    const before = this.#leftOut;
    const history = this.#context.conversation.toModel((call, result) =>
      presentResult(call, result, this.#context.limits),
    );
    return fitHistory(history, this.#tokens).leftOut > before;
  }

  async #blockResults(): Promise<boolean> {
    const blocked = this.#mended.results ? [] : await this.#context.conversation.blockResults();
    this.#mended.results = true;
    if (blocked.length > 0) this.#context.emit(events.resultsLeftOut(blocked));
    return blocked.length > 0;
  }

  async #forgetReasoning(): Promise<boolean> {
    if (this.#mended.reasoning) return false;
    this.#mended.reasoning = true;
    return this.#context.conversation.forgetReasoning();
  }

  /** This server's own tools are for its makers to mend: without them the chat would only seem to work. */
  #leaveOut(refused: string | number): boolean {
    const tool =
      typeof refused === 'number'
        ? this.#tools[refused]
        : this.#tools.find(({ modelName }) => modelName === refused);
    if (tool?.foreign !== true) return false;
    const { server } = tool;
    const count = (this.#refusals.get(server) ?? 0) + 1;
    this.#refusals.set(server, count);
    const gone = this.#tools.filter((one) => one === tool || (count >= MAX_REFUSED && one.server === server));
    this.#context.toolbox.refuse(gone);
    const named = gone.map(({ name }) => ({ name, reason: 'refused_by_model' as const }));
    this.#context.emit(events.toolsLeftOut({ server, tools: named }));
    this.#tools = this.#tools.filter((one) => !gone.includes(one));
    return true;
  }
}

const EARLIER_LEFT_OUT =
  'The beginning of this conversation is left out because it no longer fits. If the person refers to it, say so and ask.';

/** The description of a foreign tool is a claim, and the model gets it as one. */
function describe({ server, title, description, foreign }: Tool): string {
  const text = cleanText(description || title);
  return foreign ? `[Described by the server "${server}", not verified] ${text}` : text;
}

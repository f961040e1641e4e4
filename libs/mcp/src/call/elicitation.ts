import {
  inputRequired,
  inputResponse,
  type InputRequiredResult,
  type StandardSchemaWithJSON,
} from '@modelcontextprotocol/server';
import type { McpErrorCode } from '../mcp-error.js';
import { capabilitiesOf, type McpRequest } from './mcp-request.js';
import type { RequestState } from './request-state.js';
import type { ElicitAnswer, ElicitQuestion } from './tool-context.js';

type Question = ElicitQuestion<StandardSchemaWithJSON>;

/** Sealed memory of a call in several rounds: which question is open, and the answers so far. */
interface Memory {
  readonly asked: string;
  readonly answers: Readonly<Record<string, ElicitAnswer<unknown>>>;
}

/**
 * A question could not be put to the person. Catch it to go on without the answer.
 *
 * @example
 * try {
 *   await context.elicit(question);
 * } catch (error) {
 *   if (!(error instanceof ElicitationError)) throw error; // else go on without the answer
 * }
 */
export class ElicitationError extends Error {
  override readonly name = 'ElicitationError';
  readonly code = 'elicitation_unavailable' satisfies McpErrorCode;

  constructor(
    message: string,
    readonly question: InputNeeded,
  ) {
    super(message);
  }
}

/** Ends a round: carries the open question out of the tool method. Never reaches the application. */
export class InputNeeded {
  readonly #key: string;
  readonly #question: Question;
  readonly #answers: Memory['answers'];

  constructor(key: string, question: Question, answers: Memory['answers']) {
    this.#key = key;
    this.#question = question;
    this.#answers = answers;
  }

  async toResult(state: RequestState, request: McpRequest): Promise<InputRequiredResult> {
    const memory: Memory = { asked: this.#key, answers: this.#answers };
    const { message, schema } = this.#question;
    return inputRequired({
      inputRequests: { [this.#key]: inputRequired.elicit({ message, requestedSchema: schema }) },
      requestState: await state.seal(memory, request),
    });
  }
}

/** The questions of one run of a tool method: answers come from this round, or from the sealed memory. */
export class Elicitation {
  readonly #answers: Record<string, ElicitAnswer<unknown>>;
  readonly #asked: string | undefined;
  #count = 0;

  readonly #request: McpRequest;

  constructor(request: McpRequest) {
    this.#request = request;
    const memory = request.state;
    this.#asked = isMemory(memory) ? memory.asked : undefined;
    this.#answers = isMemory(memory) ? { ...memory.answers } : {};
  }

  async ask(question: Question): Promise<ElicitAnswer<unknown>> {
    this.#count += 1;
    const key = question.key ?? `question-${this.#count}`;
    const answer = this.#answers[key] ?? this.#freshAnswer(key);
    if (answer === undefined) throw this.#needed(key, question);
    if (answer.action !== 'accept') return this.#keep(key, answer);
    const checked = await question.schema['~standard'].validate(answer.content);
    if (checked.issues !== undefined) throw this.#needed(key, question);
    this.#keep(key, answer);
    return { action: 'accept', content: checked.value };
  }

  #keep(key: string, answer: ElicitAnswer<unknown>): ElicitAnswer<unknown> {
    this.#answers[key] = answer;
    return answer;
  }

  /** Only the question that our own sealed state names may be answered: nobody answers ahead of the question. */
  #freshAnswer(key: string): ElicitAnswer<unknown> | undefined {
    if (this.#asked !== key) return undefined;
    const view = inputResponse(this.#request.inputResponses, key);
    if (view.kind !== 'elicit') return undefined;
    return view.action === 'accept'
      ? { action: 'accept', content: view.content ?? {} }
      : { action: view.action };
  }

  #needed(key: string, question: Question): InputNeeded | ElicitationError {
    const { [key]: _again, ...others } = this.#answers;
    const needed = new InputNeeded(key, question, others);
    if (this.#available()) return needed;
    return new ElicitationError(
      'This client cannot be asked: it shows no forms, or its connection is stateless (MCP 2025)',
      needed,
    );
  }

  #available(): boolean {
    const { inbound } = this.#request;
    if (inbound.era === 'legacy') return inbound.session === true;
    const declared = capabilitiesOf(this.#request)['elicitation'] as object | undefined;
    return declared !== undefined && (Object.keys(declared).length === 0 || 'form' in declared);
  }
}

function isMemory(value: unknown): value is Memory {
  return typeof value === 'object' && value !== null && 'asked' in value && 'answers' in value;
}

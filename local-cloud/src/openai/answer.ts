/** From a request's body to an answer: read, drill, plan, write. One function per wire. */
import { readJson } from './body.js';
import { chatChunks, chatCompletion } from './chat/chunks.js';
import { readChatRequest } from './chat/read-request.js';
import { lastUserText, type Conversation, type Step, planStep } from '../planner/index.js';
import { CONTEXT_WINDOW, findDeployment, requireToolSupport, type Deployment } from './deployments.js';
import { bigAnswer, loopStep } from './drill-steps.js';
import { drillOf, throwDrill, withoutDrills, type ModelDrill } from './drill.js';
import { contextLengthExceeded } from './faults.js';
import { countInput, finish, type Generation } from './generation.js';
import type { IdSource } from './ids.js';
import { paceOf, untilAborted } from './pace.js';
import { responseEvents, type ResponseEvent } from './responses/events.js';
import type { ResponseStore } from './responses/response-store.js';
import { readResponsesRequest } from './responses/read-request.js';
import { eventStream, withStreamFaults, type Frame } from './sse.js';
import { ConnectionReset } from '../handler.js';

/** What an answer needs beyond the request. */
export interface AnswerContext {
  readonly ids: IdSource;
  readonly stored: ResponseStore;
  /** Drill settings, read once per answer; phrases in the message come on top. */
  readonly drills: () => ModelDrill | undefined;
  readonly now: () => number;
  readonly pace: 'human' | 'instant';
}

/** Answers `POST /openai/v1/responses`. */
export async function answerResponses(request: Request, context: AnswerContext): Promise<Response> {
  const body = context.stored.resumed(await readJson(request));
  const asked = readResponsesRequest(body);
  const deployment = findDeployment(asked.model);
  const generation = generate(asked.conversation, deployment, asked.maxOutputTokens, context, 'input');
  const events = (signal: AbortSignal) =>
    context.stored.keeping(body, responseEvents(generation, asked, deployment.reasons, signal));
  if (asked.stream) {
    return streamed(generation, request, async function* (signal) {
      for await (const event of events(signal)) yield { event: event.type, data: event };
    });
  }
  await holdWhole(generation.drill, request.signal);
  if (generation.drill.badJson) return badBody();
  return Response.json(await lastResponse(events(request.signal)));
}

/** Answers Chat Completions; `deploymentName` comes from a dated path. */
export async function answerChat(
  request: Request,
  context: AnswerContext,
  deploymentName?: string,
): Promise<Response> {
  const asked = readChatRequest(await readJson(request), deploymentName);
  const deployment = findDeployment(asked.model);
  requireToolSupport(deployment, asked.conversation.tools.length);
  const generation = generate(asked.conversation, deployment, asked.maxOutputTokens, context, 'messages');
  if (asked.stream) {
    return streamed(generation, request, async function* (signal) {
      for await (const data of chatChunks(generation, asked.includeUsage, signal)) yield { data };
      yield { data: '[DONE]' };
    });
  }
  await holdWhole(generation.drill, request.signal);
  if (generation.drill.badJson) return badBody();
  return Response.json(chatCompletion(generation));
}

function generate(
  conversation: Conversation,
  deployment: Deployment,
  limit: number | undefined,
  context: AnswerContext,
  promptParam: string,
): Generation {
  const drill = { ...context.drills(), ...drillOf(lastUserText(conversation)) };
  throwDrill(drill, promptParam);
  const inputTokens = countInput(conversation);
  if (inputTokens > CONTEXT_WINDOW) throw contextLengthExceeded(promptParam);
  return {
    deployment: deployment.name,
    createdAt: Math.floor(context.now() / 1000),
    id: context.ids.for([deployment.name, conversation]),
    inputTokens,
    pace: paceOf(context.pace, drill),
    drill,
    ...finish(nextStep(conversation, drill, context.now()), limit, drill),
  };
}

function nextStep(conversation: Conversation, drill: ModelDrill, now: number): Step {
  if (drill.bigResult) return bigAnswer();
  const plain = undrilled(conversation);
  return drill.loop ? loopStep(plain) : planStep(plain, new Date(now));
}

function undrilled(conversation: Conversation): Conversation {
  const turns = conversation.turns.map((turn) =>
    turn.kind === 'user' ? { ...turn, text: withoutDrills(turn.text) } : turn,
  );
  return { ...conversation, turns };
}

function streamed(
  generation: Generation,
  request: Request,
  frames: (signal: AbortSignal) => AsyncIterable<Frame>,
) {
  const make = (signal: AbortSignal) => withStreamFaults(frames(signal), generation.drill, signal);
  return new Response(eventStream(make, request.signal), {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  });
}

async function holdWhole(drill: ModelDrill, signal: AbortSignal): Promise<void> {
  if (drill.hang) await untilAborted(signal);
  if (drill.drop) throw new ConnectionReset('drill: connection cut before the answer');
}

function badBody(): Response {
  return new Response('{"id":"broken', { headers: { 'content-type': 'application/json' } });
}

async function lastResponse(events: AsyncIterable<ResponseEvent>): Promise<unknown> {
  let last: unknown;
  for await (const event of events) last = event['response'] ?? last;
  return last;
}

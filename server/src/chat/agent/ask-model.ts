/** One question to the model, with the tools that its service takes. */
import { ModelError } from '../model/model-error.js';
import type { ModelEnd, ModelPart, ModelRequest } from '../model/model.js';
import type { Tool } from '../toolbox/tool.js';
import { events } from './events.js';
import { INSTRUCTIONS, presentResult } from './instructions.js';
import type { RunContext } from './run-context.js';

/** Refused tools of one server after which none of its tools is offered any more. */
const MAX_REFUSED = 3;

/**
 * Asks the model. A foreign tool whose definition the service refuses is left out, by name, and the question is asked
 * again: one bad schema must not end every chat.
 */
export async function askModel(
  context: RunContext,
  tools: readonly Tool[],
  take: (part: ModelPart) => void,
): Promise<ModelEnd> {
  let offered = tools;
  const refusals = new Map<string, number>();
  for (;;) {
    try {
      return await context.model.answer(requestOf(context, offered), take);
    } catch (error) {
      const refused = refusedOf(error, offered);
      if (refused === undefined) throw error;
      const { server } = refused;
      const count = (refusals.get(server) ?? 0) + 1;
      refusals.set(server, count);
      const gone = offered.filter(
        (tool) => tool === refused || (count >= MAX_REFUSED && tool.server === server),
      );
      context.toolbox.refuse(gone);
      const named = gone.map(({ name }) => ({ name, reason: 'refused_by_model' as const }));
      context.emit(events.toolsLeftOut({ server, tools: named }));
      offered = offered.filter((tool) => !gone.includes(tool));
    }
  }
}

/** This server's own tools are for its makers to mend: without them the chat would only seem to work. */
function refusedOf(error: unknown, offered: readonly Tool[]): Tool | undefined {
  if (!(error instanceof ModelError) || error.refusedTool === undefined) return undefined;
  const { refusedTool } = error;
  const tool =
    typeof refusedTool === 'number'
      ? offered[refusedTool]
      : offered.find(({ modelName }) => modelName === refusedTool);
  return tool?.foreign === true ? tool : undefined;
}

function requestOf(
  { conversation, limits, signal, ready }: RunContext,
  tools: readonly Tool[],
): ModelRequest {
  return {
    instructions: INSTRUCTIONS,
    messages: conversation.toModel((call, content, metadata) =>
      presentResult(call, content, metadata, limits.resultBytesToModel),
    ),
    tools: tools.map((tool) => ({
      name: tool.modelName,
      description: describe(tool),
      parameters: tool.parameters,
    })),
    signal,
    ready,
  };
}

/** The description of a foreign tool is a claim, and the model gets it as one. */
function describe({ server, title, description, foreign }: Tool): string {
  const text = description || title;
  return foreign ? `[Described by the server "${server}", not verified] ${text}` : text;
}

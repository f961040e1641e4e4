import type { Conversation, Entry, ToolState } from './conversation.js';
import type { ResumeAnswer } from './run-stream.js';

/** Shows answers at once: denied calls are denied, the others run again. Pure. */
export function withAnswers(state: Conversation, answers: readonly ResumeAnswer[]): Conversation {
  const next = new Map<string, ToolState>();
  for (const interrupt of state.interrupts) {
    const answer = answers.find(({ interruptId }) => interruptId === interrupt.id);
    if (interrupt.toolCallId === undefined || answer === undefined) continue;
    next.set(interrupt.toolCallId, isDenial(answer) ? 'denied' : 'running');
  }
  const entries = state.entries.map((entry): Entry => {
    const toolState = entry.kind === 'tool' ? next.get(entry.id) : undefined;
    return toolState === undefined ? entry : ({ ...entry, state: toolState } as Entry);
  });
  return { ...state, entries, interrupts: [] };
}

function isDenial(answer: ResumeAnswer): boolean {
  const payload = answer.payload as { readonly approved?: boolean } | undefined;
  return answer.status === 'cancelled' || payload?.approved === false;
}

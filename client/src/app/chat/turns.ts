import type { Entry, UserEntry } from './conversation.js';

/** One turn of the conversation: what a person wrote, or all that came back for it. */
export type Turn =
  | { readonly kind: 'user'; readonly id: string; readonly entry: UserEntry }
  | { readonly kind: 'assistant'; readonly id: string; readonly entries: readonly Entry[] };

/** Groups entries into turns, so that each can have a heading to jump to. */
export function turnsOf(entries: readonly Entry[]): readonly Turn[] {
  const turns: Turn[] = [];
  let open: Entry[] | undefined;
  for (const entry of entries) {
    if (entry.kind === 'user') {
      turns.push({ kind: 'user', id: entry.id, entry });
      open = undefined;
    } else if (open === undefined) {
      open = [entry];
      turns.push({ kind: 'assistant', id: `turn-${entry.id}`, entries: open });
    } else {
      open.push(entry);
    }
  }
  return turns;
}

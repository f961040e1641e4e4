import { invalid } from '../chat-error.js';
import type { ThreadPosition } from '../records/threads.js';

/** Opaque text for {@link readCursor}. */
export function writeCursor({ updatedAt, id }: ThreadPosition): string {
  return Buffer.from(`${updatedAt}:${id}`).toString('base64url');
}

/** Throws 400 for anything `writeCursor` did not make. */
export function readCursor(text: string): ThreadPosition {
  const match = /^(\d{1,15}):([A-Za-z0-9_-]{1,64})$/.exec(Buffer.from(text, 'base64url').toString());
  if (!match?.[1] || !match[2]) throw invalid('cursor', 'must be the nextCursor of an earlier page');
  return { updatedAt: Number(match[1]), id: match[2] };
}

import { randomUUID } from 'node:crypto';
import { invalid } from '../chat-error.js';
import type { RunRequest } from '../records/begin-run.js';
import type { RunInputDto } from './run-input.dto.js';

const MAX_MESSAGE_ID = 128;

/** What a run needs of its request: the answers, or else the last user message. Throws 400 naming the field. */
export function toRunRequest({ threadId, runId, messages = [], resume = [] }: RunInputDto): RunRequest {
  if (resume.length > 0) {
    const ids = resume.map(({ interruptId }) => interruptId);
    if (new Set(ids).size < ids.length) throw invalid('resume', 'must answer each interrupt once');
    return { threadId, runId, resume };
  }
  const index = messages.findLastIndex((message) => message['role'] === 'user');
  const message = messages[index];
  if (!message)
    throw invalid('messages', 'must contain a message with role "user", or "resume" must be given');
  const text = textOf(message['content']);
  if (!text.trim()) throw invalid(`messages.${index}.content`, 'must contain text');
  const id = message['id'];
  const known = typeof id === 'string' && id.length > 0 && id.length <= MAX_MESSAGE_ID;
  return { threadId, runId, message: { id: known ? id : randomUUID(), text }, resume: [] };
}

/** A string, or AG-UI content parts of which the text ones count. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => {
      const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown };
      return type === 'text' && typeof text === 'string' ? text : '';
    })
    .filter(Boolean)
    .join('\n');
}

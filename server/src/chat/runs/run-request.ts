import { randomUUID } from 'node:crypto';
import type { Attachment, UserMessage } from '../agent/user-message.js';
import { invalid } from '../chat-error.js';
import { cleanText } from '../clean-text.js';
import type { RunRequest } from '../records/begin-run.js';
import type { RunInputDto } from './run-input.dto.js';

const MAX_MESSAGE_ID = 128;
const MAX_FILE_NAME = 255;
/** Attachments of one message together, in bytes of UTF-8. */
const MAX_ATTACHMENTS = 256 * 1024;

/** What a run needs of its request: the answers, or else the last user message. Throws 400 naming the field. */
export function toRunRequest(input: RunInputDto): RunRequest {
  return { ...requestOf(input), versioned: typeof input.protocolVersion === 'string' };
}

function requestOf(input: RunInputDto): RunRequest {
  const { threadId, runId } = input;
  // Typed clients write null for nothing.
  const resume = input.resume ?? [];
  const messages = input.messages ?? [];
  const fork = input.forkFrom ?? undefined;
  if (resume.length > 0) {
    const ids = resume.map(({ interruptId }) => interruptId);
    if (new Set(ids).size < ids.length) throw invalid('resume', 'must answer each interrupt once');
    if (fork !== undefined) throw invalid('forkFrom', 'cannot stand beside "resume"');
    return { threadId, runId, resume };
  }
  const index = messages.findLastIndex((message) => message['role'] === 'user');
  const message = messages[index];
  if (message) {
    const given = userMessageOf(message, `messages.${index}`);
    return { threadId, runId, message: given, resume: [], ...(fork === undefined ? {} : { forkFrom: fork }) };
  }
  if (fork !== undefined) return { threadId, runId, resume: [], forkFrom: fork };
  throw invalid('messages', 'must contain a message with role "user", or "resume" must be given');
}

function userMessageOf(message: Readonly<Record<string, unknown>>, field: string): UserMessage {
  const { text, attachments } = partsOf(message['content'], `${field}.content`);
  if (!text.trim() && attachments.length === 0) throw invalid(`${field}.content`, 'must contain text');
  const id = typeof message['id'] === 'string' ? cleanText(message['id']) : '';
  const known = id.length > 0 && id.length <= MAX_MESSAGE_ID;
  return { id: known ? id : randomUUID(), text, ...(attachments.length > 0 ? { attachments } : {}) };
}

/** A string, or AG-UI content parts: text ones without a name are the text, those with a name are files. */
function partsOf(content: unknown, field: string): { text: string; attachments: readonly Attachment[] } {
  if (typeof content === 'string') return { text: cleanText(content), attachments: [] };
  const texts: string[] = [];
  const attachments: Attachment[] = [];
  for (const [index, part] of (Array.isArray(content) ? content : []).entries()) {
    const { type, text, name } = (part ?? {}) as { type?: unknown; text?: unknown; name?: unknown };
    if (type !== 'text' || typeof text !== 'string') continue;
    if (name === undefined || name === null) texts.push(cleanText(text));
    else attachments.push({ name: fileName(name, `${field}.${index}.name`), text: cleanText(text) });
  }
  const bytes = attachments.reduce(
    (sum, { name, text }) => sum + Buffer.byteLength(name) + Buffer.byteLength(text),
    0,
  );
  if (bytes > MAX_ATTACHMENTS) throw invalid(field, 'may carry text files of at most 256 KiB together');
  return { text: texts.filter(Boolean).join('\n'), attachments };
}

function fileName(name: unknown, field: string): string {
  const clean =
    typeof name === 'string'
      ? cleanText(name)
          .replaceAll(/\p{Cc}+/gu, ' ')
          .trim()
      : '';
  if (clean === '' || clean.length > MAX_FILE_NAME) {
    throw invalid(field, `must be a file name of 1 to ${MAX_FILE_NAME} characters`);
  }
  return clean;
}

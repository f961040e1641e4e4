/** What a person sends: a text, and text files beside it. */
import type { Message } from '@ag-ui/core';

/** A text file in a message; `name` as the person's computer calls it. */
export interface Attachment {
  readonly name: string;
  readonly text: string;
}

/** A message of the person, already cleaned and within its limits. */
export interface UserMessage {
  readonly id: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
}

type Content = Extract<Message, { role: 'user' }>['content'];

/** Its content as AG-UI has it: a text alone, or a text part followed by one named text part per file. */
export function contentOf({ text, attachments = [] }: UserMessage): Content {
  if (attachments.length === 0) return text;
  const parts = [{ text }, ...attachments].map((part) => ({ type: 'text' as const, ...part }));
  return parts;
}

/** The person's own text, without the files. */
export function textOf({ content }: Pick<Message, 'content'>): string {
  if (typeof content === 'string') return content;
  return partsOf(content)
    .filter(({ name }) => name === undefined)
    .map(({ text }) => text)
    .join('\n');
}

/** The files of a message. */
export function filesOf({ content }: Pick<Message, 'content'>): readonly Attachment[] {
  return partsOf(content).flatMap(({ name, text }) => (name === undefined ? [] : [{ name, text }]));
}

/** Text and files as one text for the model; a file stands between marks that name it. */
export function textForModel(message: Pick<Message, 'content'>): string {
  const files = filesOf(message).map(
    ({ name, text }) => `--- attached file ${JSON.stringify(name)} ---\n${text}\n--- end of file ---`,
  );
  return [textOf(message), ...files].filter(Boolean).join('\n\n');
}

interface TextPart {
  readonly text: string;
  readonly name?: string;
}

function partsOf(content: unknown): readonly TextPart[] {
  if (!Array.isArray(content)) return [];
  return content.filter(
    (part: unknown): part is TextPart => typeof (part as { text?: unknown } | null)?.text === 'string',
  );
}

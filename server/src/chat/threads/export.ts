import type { Message } from '@ag-ui/core';
import type { ThreadDetail } from '#libs/contract';
import { filesOf, textOf } from '../agent/user-message.js';

/** A thread as Markdown: who said what, and which tools were called with what result. */
export function toMarkdown(thread: ThreadDetail): string {
  const parts = (thread.messages as readonly Message[]).map(messageMarkdown).filter(Boolean);
  return [`# ${thread.title || 'Chat'}`, `_${thread.createdAt}_`, ...parts].join('\n\n') + '\n';
}

function messageMarkdown(message: Message): string {
  const text = textOf(message);
  if (message.role === 'user') {
    const files = filesOf(message).map(({ name, text: file }) => `**${name}**\n\n${fenced(file)}`);
    return [`## You`, ...(text ? [text] : []), ...files].join('\n\n');
  }
  if (message.role === 'tool') return `**Result**\n\n${fenced(text)}`;
  if (message.role !== 'assistant') return '';
  const calls = (message.toolCalls ?? []).map((call) => {
    const title = (call.metadata?.['title'] as string | undefined) ?? call.function.name;
    return `**Tool: ${title}** (\`${call.function.name}\`)\n\n${fenced(call.function.arguments || '{}')}`;
  });
  return [...(text ? [`## Assistant\n\n${text}`] : []), ...calls].join('\n\n');
}

/** A fence longer than any run of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

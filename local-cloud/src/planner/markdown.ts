/** Markdown out of data that is not trusted: no images, no HTML, links only where a field was a link. */

/** Text of a tool as one plain line: markup, images and control characters out. */
export function plain(text: string): string {
  return text
    .replace(/!\[[^\]]{0,300}\]\([^)]{0,2000}\)/g, ' ')
    .replace(/\[([^\]]{0,300})\]\([^)]{0,2000}\)/g, '$1')
    .replace(/<[^>]{1,200}>/g, ' ')
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/[*`|]+|~~+/g, '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A link, or the bold title where there is no http(s) address. */
export function link(title: string, url: string | undefined): string {
  const label = plain(title).replace(/[[\]]/g, '') || '…';
  return url && /^https?:\/\/[^\s()<>]+$/i.test(url) ? `[${label}](${url})` : `**${label}**`;
}

/** A table of names and values. */
export function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(([name, value]) => `| ${name} | ${value} |`);
  return [`| ${head[0]} | ${head[1]} |`, '| --- | --- |', ...lines].join('\n');
}

/** A fenced code block whose fence is longer than any in the code. */
export function fence(code: string, language = ''): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language.replace(/[^\w#+-]/g, '').toLowerCase()}\n${code.trim()}\n${marks}`;
}

/** Cuts a line at a word, with an ellipsis. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}

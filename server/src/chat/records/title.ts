const MAX_TITLE = 60;

/** A thread's title from its first message: its first line, white space folded, at most 60 characters. */
export function titleOf(text: string): string {
  const clean = cleanTitle(text.split('\n').find((line) => line.trim()) ?? '');
  const letters = [...clean];
  if (letters.length <= MAX_TITLE) return clean;
  const start = letters.slice(0, MAX_TITLE - 1).join('');
  return `${start.trimEnd()}…`;
}

/** White space and control characters folded into single spaces. */
export function cleanTitle(title: string): string {
  return title
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

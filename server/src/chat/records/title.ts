const MAX_TITLE = 60;

/** A thread's title from its first message: its first line, white space folded, at most 60 characters. */
export function titleOf(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim()) ?? '';
  const clean = line.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const letters = [...clean];
  return letters.length <= MAX_TITLE
    ? clean
    : `${letters
        .slice(0, MAX_TITLE - 1)
        .join('')
        .trimEnd()}…`;
}

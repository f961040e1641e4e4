/** Characters that steer or hide text: control, format (also of writing direction), line and paragraph separators. */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;
const LONGEST = 80;

/** The name a client gives itself, made fit to be shown and logged; `undefined` where nothing is left of it. */
export function cleanName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const clean = name.slice(0, 1000).replace(STEERING, '').replace(/\s+/g, ' ').trim();
  return clean === '' ? undefined : [...clean].slice(0, LONGEST).join('');
}

/**
 * Text that every service and database can hold: U+0000 is taken out (PostgreSQL refuses it), half surrogate pairs
 * become U+FFFD (UTF-8 has no form for them). Applied once, where text comes in.
 */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

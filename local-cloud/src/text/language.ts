/** The language to answer in. */
import { isJapanese } from './words.js';

/** Languages the stand-in answers in. */
export type Language = 'en' | 'ja';

/** What the user asks for in this message wins, then what the instructions say, then the language of the message. */
export function languageOf(text: string, instructions: string): Language {
  return namedIn(text) ?? namedIn(instructions) ?? (isJapanese(text) ? 'ja' : 'en');
}

const LANGUAGE_ORDER =
  /[,.\s]*(?:and |please )*(?:answer|respond|reply|write)(?: it| me)? in (?:japanese|english)(?: please)?|[。、]?\s*(?:日本語|英語)で(?:答えて|回答して|書いて|返して|お願い)(?:ください|します)?/gi;

/** The message without its wish for a language, which is not part of the question. */
export function withoutLanguageOrder(text: string): string {
  return text.replace(LANGUAGE_ORDER, '').trim();
}

function namedIn(text: string): Language | undefined {
  const orders =
    text.match(
      /(?:answer|respond|reply|write|speak)[^.。\n]{0,60}(?:japanese|english|日本語|英語)[^.。\n]{0,30}|(?:日本語|英語)で(?:答|回答|書|返|お願い)|(?:language|locale|言語)\s*[:=：]\s*["']?(?:ja|en|japanese|english|日本語|英語)\b/gi,
    ) ?? [];
  const japanese = orders.some((order) => /japanese|日本語|[:=：]\s*["']?ja\b/i.test(order));
  const english = orders.some((order) => /english|英語|[:=：]\s*["']?en\b/i.test(order));
  if (japanese === english) return undefined;
  return japanese ? 'ja' : 'en';
}

/** Fills single string parameters by what their names say they are. */
import { dateIn, firstUrl, idIn, resourceUri } from './literals.js';
import { expressionIn, languageNameIn, pathIn, repositoryIn, tickerIn } from './named-values.js';
import { subjectOf } from './subject.js';
import type { ToolTraits } from './tool-traits.js';
import { isJapanese, stem } from '../text/words.js';
import { writtenContent } from './written-content.js';

/** What arguments may be taken from, besides the clause. */
export interface ArgumentContext {
  readonly now: Date;
  /** Link of an earlier result, for tools that read a page. */
  readonly url?: string | undefined;
  /** Text that "it" and "that" stand for, for tools that write. */
  readonly referent?: string | undefined;
}

/** Takes a value out of a clause. */
export type Filler = (clause: string, traits: ToolTraits, context: ArgumentContext) => unknown;

const PLACE = /\b(?:in|for|at|near|from|of|to)\s+((?:[A-Z][\p{L}-]+)(?:\s+[A-Z][\p{L}-]+)*)/u;

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\btypescript\b|\bts\b/i, 'typescript'],
  [/\bjavascript\b|\bnode(?:\.js)?\b/i, 'javascript'],
  [/\bpython\b/i, 'python'],
  [/\bc#|\bcsharp\b|(?:^|\s)\.net\b|\bdotnet\b/i, 'csharp'],
  [/\bpowershell\b/i, 'powershell'],
  [/\bazure ?cli\b|\baz cli\b/i, 'azurecli'],
  [/\bjava\b/i, 'java'],
  [/\bgo(?:lang)\b/i, 'go'],
  [/\brust\b/i, 'rust'],
];

const BY_NAME: readonly (readonly [RegExp, Filler])[] = [
  [
    /^(?:q|query|question|search|search_?text|search_?query|keywords?|terms?|prompt|topic|subject_?matter)$/i,
    (clause) => subjectOf(clause) || undefined,
  ],
  [/^(?:resource|resource_?uri|audience|target_?audience)$/i, (clause) => resourceUri(clause)],
  [/(?:^|_)(?:url|uri|link|href)$|Ur[li]$/, (clause, _traits, context) => firstUrl(clause) ?? context.url],
  [
    /^(?:title|heading|summary|headline)$|^subject$/i,
    (clause, _traits, context) =>
      context.referent === undefined
        ? writtenContent(clause).title
        : (spokenTitle(clause) ?? headingOf(context.referent)),
  ],
  [
    /^(?:text|body|content|message|note|description|details|comment)$/i,
    (clause, _traits, context) => context.referent ?? writtenContent(clause).text,
  ],
  [
    /^(?:programming_?)?language$|^lang$/i,
    (clause) => LANGUAGES.find(([pattern]) => pattern.test(clause))?.[1],
  ],
  [/^(?:city|place|location|country|region|town|destination|origin|address)$/i, (clause) => placeIn(clause)],
  [/(?:^|_)(?:e?mail|to|recipient|cc|upn)$/i, (clause) => EMAIL.exec(clause)?.[0]],
  [/^owner$|^org(?:anization)?$/i, (clause) => repositoryIn(clause)?.owner],
  [/^repo(?:sitory)?(?:_?name)?$/i, (clause) => repositoryIn(clause)?.name],
  [/(?:^|_)(?:path|file|filename|file_?path|directory|folder)$/i, (clause) => pathIn(clause)],
  [/^(?:target|to|dest(?:ination)?)_?lang(?:uage)?$/i, (clause) => languageNameIn(clause)],
  [/^(?:symbol|ticker)$/i, (clause) => tickerIn(clause)],
  [/^(?:expression|formula)$/i, (clause) => expressionIn(clause)],
  [
    /(?:^|_)(?:date|day|due|on|start|end|from|until)$/i,
    (clause, _traits, context) => dateIn(clause, context.now),
  ],
  [
    /(?:^|_)id$|[a-z]Id$|^(?:key|number|slug|code)$/,
    (clause, traits) => idIn(clause, new Set([...traits.nameStems].map(stem))),
  ],
];

/** The filler for a parameter of this name, if the name tells what it is. */
export function fillerFor(name: string): Filler | undefined {
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
}

/** A title that was said in so many words, beside a text that "it" stands for. */
function spokenTitle(clause: string): string | undefined {
  return /\b(?:titled?|called|named)\b|["“「『]/i.test(clause) ? writtenContent(clause).title : undefined;
}

function headingOf(text: string): string {
  const heading = text.split(/\n|: /)[0] ?? text;
  return heading.length > 60 ? `${heading.slice(0, 59)}…` : heading;
}

function placeIn(clause: string): string | undefined {
  if (isJapanese(clause))
    return /^(?:[^、。]*?[、。])?([\p{Script=Han}\p{Script=Katakana}ー]{2,}?)(?:の|は|で)/u.exec(clause)?.[1];
  return PLACE.exec(clause)?.[1];
}

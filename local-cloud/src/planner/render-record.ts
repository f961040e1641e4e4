/** Renders a single object: a person as a sentence, anything as a small table. Tokens are never shown. */
import { isObject, type Json } from '../text/json.js';
import { isQuestion } from './actions.js';
import { plain, shorten, table } from './markdown.js';
import { pick } from './tool-output.js';
import type { Wording } from './wording.js';
import { splitName, stems } from '../text/words.js';

const MAX_ROWS = 8;
const TOKEN = /^eyJ[\w-]+\.|^[\w-]{200,}$/;

const EPOCH_NAME = /(?:^|_)(?:exp|iat|nbf)$|At$|_at$|(?:expires|expiry)(?:_?on)?$/i;

const ACRONYMS = new Set(['id', 'oid', 'tid', 'upn', 'url', 'uri']);

/** The sentence that names the person, where the object describes one. */
export function personSentence(value: Json, say: Wording): string | undefined {
  const person = findPerson(value);
  const name = person && pick(person, ['name', 'displayname']);
  if (!person || name === undefined) return undefined;
  const account = pick(person, ['upn', 'userprincipalname', 'preferredusername', 'mail', 'email']);
  return say.youAre(plain(name), account === undefined ? undefined : cellText(account));
}

/** What an object is shown for. */
export interface RecordContext {
  /** Name of the tool. */
  readonly title: string;
  readonly question: string;
  /** Whether the tool changed something. */
  readonly wrote: boolean;
  /** What the tool does, as far as its name says. */
  readonly action: string | undefined;
  /** Most rows of the table. */
  readonly rows: number | undefined;
}

const ASKED_IN_JAPANESE: Readonly<Record<string, RegExp>> = {
  'job title': /役職|職種/,
  department: /部署|所属/,
  'office location': /オフィス|勤務地/,
  mail: /メール/,
  scopes: /スコープ|権限/,
  roles: /ロール|役割/,
};

/** Renders an object: the person's sentence where it is one, what was asked for, then a table. */
export function renderRecord(value: Json, context: RecordContext, say: Wording): string {
  const all = rows(heart(value), say);
  const found = all.slice(0, context.rows ?? MAX_ROWS);
  const { title, wrote, question, action } = context;
  const named = pick(value, ['title', 'name', 'subject']);
  const did = wrote && named !== undefined ? say.wrote[action ?? ''] : undefined;
  if (did !== undefined) return `${did}: **${plain(shorten(named ?? '', 120))}**`;
  const plainLead = found.length > 0 && !wrote ? say.result(title) : say.done(title);
  const parts = [
    personSentence(value, say) ?? plainLead,
    isQuestion(question) && !wrote ? askedFields(all, question) : '',
  ];
  if (found.length > 0) parts.push(table([say.field, say.value], found));
  return parts.filter(Boolean).join('\n\n');
}

function findPerson(value: Json): Json | undefined {
  const candidates = [value, ...Object.values(value).filter(isObject)];
  return candidates.find((entry) => {
    const account = pick(entry, ['upn', 'userprincipalname', 'preferredusername', 'mail', 'email', 'oid']);
    return account !== undefined && pick(entry, ['name', 'displayname']) !== undefined;
  });
}

/** One line of a cell; keeps underscores, which ids and scopes have, but nothing that ends a cell. */
function cellText(text: string): string {
  return text.includes('_') && !/\s/.test(text) ? text.replace(/[|`<>\n]/g, '') : plain(text);
}

function rows(value: Json, say: Wording, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, entry]) => {
    const name = prefix ? `${prefix} ${key}` : key;
    const text = cell(entry, say, key);
    if (text !== undefined) return [[label(name), text] as const];
    return isObject(entry) && !prefix ? rows(entry, say, key) : [];
  });
}

function cell(value: unknown, say: Wording, name: string): string | undefined {
  if (typeof value === 'boolean') return value ? say.yes : say.no;
  if (typeof value === 'number')
    return EPOCH_NAME.test(name) && value > 1e9 && value < 1e11 ? readableTime(value) : String(value);
  if (typeof value === 'string')
    return value === '' ? undefined : TOKEN.test(value) ? say.hidden : shorten(cellText(value), 120);
  if (Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry !== 'object')) {
    return shorten(value.map((entry) => cellText(String(entry))).join(', '), 120);
  }
  return undefined;
}

/** Seconds since the epoch as people read them. */
function readableTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function label(path: string): string {
  const text = splitName(path).toLowerCase();
  if (ACRONYMS.has(text)) return text.toUpperCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The object itself, or the only object inside it where nothing else is said. */
function heart(value: Json): Json {
  const inner = Object.values(value).filter(isObject);
  const scalars = Object.values(value).filter((entry) => typeof entry !== 'object');
  return inner.length === 1 && scalars.length === 0 && inner[0] ? inner[0] : value;
}

/** The fields that the question names, as a line of their own. */
function askedFields(found: readonly (readonly [string, string])[], question: string): string {
  const said = new Set(stems(question));
  const asked = found.filter(([name]) => {
    const key = name.toLowerCase();
    return ASKED_IN_JAPANESE[key]?.test(question) || stems(key).every((word) => said.has(word));
  });
  return asked.length === found.length
    ? ''
    : asked.map(([name, value]) => `**${name}:** ${value}`).join(' · ');
}

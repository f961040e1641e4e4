import { linkTarget } from '../markdown/link-policy.js';

/** One hit of a search. */
export interface ResultLink {
  readonly title: string;
  /** Checked by the link policy. */
  readonly href?: string;
  readonly excerpt: string;
}

/** One thing that was looked at, and how it stood. */
export interface ResultCheck {
  readonly check: string;
  readonly passed: boolean;
  readonly found: string;
}

/** How a result is shown. */
export interface ResultKind {
  readonly kind: 'checks' | 'links' | 'value' | 'text';
  readonly checks: readonly ResultCheck[];
  readonly links: readonly ResultLink[];
  readonly value: unknown;
}

/** Finds out what a result is: hits with titles, another JSON value, or plain text. */
export function resultKind(text: string): ResultKind {
  const value = unwrapped(parsed(text));
  const none = { links: [], checks: [] };
  if (value === null || typeof value !== 'object') return { ...none, kind: 'text', value: text };
  const { checks, ...rest } = value as { readonly checks?: unknown };
  if (isChecks(checks)) return { ...none, kind: 'checks', checks, value: onlyObject(rest) };
  const list = Array.isArray(value) ? value : Object.values(value).find((member) => Array.isArray(member));
  const links = (Array.isArray(list) ? list : []).map(linkOf);
  if (links.length > 0 && links.every((link) => link !== undefined))
    return { ...none, kind: 'links', links, value };
  return { ...none, kind: 'value', value };
}

/** What the checks were about, without the name it stands under. */
function onlyObject(rest: object): unknown {
  const [only, ...more] = Object.values(rest) as readonly unknown[];
  return only !== null && typeof only === 'object' && more.length === 0 ? only : rest;
}

function isChecks(value: unknown): value is readonly ResultCheck[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return (value as readonly Partial<ResultCheck>[]).every(
    (one) =>
      typeof one.check === 'string' && typeof one.passed === 'boolean' && typeof one.found === 'string',
  );
}

/** MCP answers may stand inside their envelope. */
function unwrapped(value: unknown): unknown {
  const envelope = (value ?? {}) as { readonly structuredContent?: unknown };
  return typeof envelope.structuredContent === 'object' ? envelope.structuredContent : value;
}

function linkOf(item: unknown): ResultLink | undefined {
  if (item === null || typeof item !== 'object') return undefined;
  const hit = item as Readonly<Record<string, unknown>>;
  const title = firstText(hit, ['title', 'name']);
  if (title === undefined) return undefined;
  const href = linkTarget(firstText(hit, ['url', 'contentUrl', 'link']) ?? '')?.href;
  const excerpt = firstText(hit, ['excerpt', 'summary', 'content', 'text', 'description']) ?? '';
  return { title, excerpt: excerpt.slice(0, 400), ...(href === undefined ? {} : { href }) };
}

function firstText(hit: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = hit[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

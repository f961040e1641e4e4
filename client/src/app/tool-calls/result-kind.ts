import { linkTarget } from '../markdown/link-policy.js';

/** One hit of a search. */
export interface ResultLink {
  readonly title: string;
  /** Checked by the link policy. */
  readonly href?: string;
  readonly excerpt: string;
}

/** How a result is shown. */
export interface ResultKind {
  readonly kind: 'links' | 'value' | 'text';
  readonly links: readonly ResultLink[];
  readonly value: unknown;
}

/** Finds out what a result is: hits with titles, another JSON value, or plain text. */
export function resultKind(text: string): ResultKind {
  const value = unwrapped(parsed(text));
  if (value === null || typeof value !== 'object') return { kind: 'text', links: [], value: text };
  const list = Array.isArray(value) ? value : Object.values(value).find((member) => Array.isArray(member));
  const links = (Array.isArray(list) ? list : []).map(linkOf);
  if (links.length > 0 && links.every((link) => link !== undefined)) return { kind: 'links', links, value };
  return { kind: 'value', links: [], value };
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

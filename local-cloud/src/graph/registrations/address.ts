/** Addresses of directory objects: by id, by alternate key, with an OData filter. */
import { isObject, type Json } from '../../text/json.js';
import { badRequest } from '../graph-error.js';
import type { DirectoryObject } from './seed.js';
import { texts } from './publish.js';

/** An address below a collection. */
export interface Address {
  /** Property that names the object, and its value; absent for the collection itself. */
  readonly key?: { readonly name: string; readonly value: string };
  /** What follows, without a leading slash. */
  readonly rest: string;
}

/** Reads `/<collection>`, `/<collection>/{id}/rest`, `/<collection>(appId='...')/rest`. */
export function addressIn(collection: string, path: string): Address | undefined {
  const match = new RegExp(`^/${collection}(?:\\((\\w+)='([^']*)'\\)|/([^/(]+))?(?:/(.*))?$`).exec(path);
  if (!match) return undefined;
  const [, name, value, id, rest = ''] = match;
  if (name !== undefined && value !== undefined) return { key: { name, value }, rest };
  return id === undefined ? { rest } : { key: { name: 'id', value: id }, rest };
}

/** A collection as Graph answers it: `$filter` by equality, joined by `and`; `identifierUris/any(...)`; `$select`. */
export function collection(objects: readonly DirectoryObject[], url: URL, context: string): Response {
  const filter = url.searchParams.get('$filter');
  const conditions = filter === null ? [] : filter.split(/\s+and\s+/i).map(condition);
  const value = objects
    .filter((object) => conditions.every((holds) => holds(object)))
    .map((each) => shown(each, url));
  return Response.json({ '@odata.context': context, value });
}

/** An object with the properties that `$select` names, or with all. */
export function shown(object: DirectoryObject, url: URL): Json {
  const names = url.searchParams
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  const visible = names ? Object.fromEntries(names.map((name) => [name, object[name] ?? null])) : object;
  const { passwordCredentials } = visible as Json;
  if (!Array.isArray(passwordCredentials)) return visible;
  // A secret is shown once, in the answer that made it.
  const hidden = passwordCredentials.filter(isObject).map((entry) => ({ ...entry, secretText: null }));
  return { ...visible, passwordCredentials: hidden };
}

/** The body as a JSON object. */
export async function readBody(request: Request): Promise<Json> {
  let body: unknown;
  try {
    body = await request.json();
  } catch {
    throw badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
  if (!isObject(body)) throw badRequest('The request body must be a JSON object.');
  return body;
}

function condition(text: string): (object: DirectoryObject) => boolean {
  const [, name = '', value = ''] = /^\s*\(?\s*(\w+) eq '((?:[^']|'')*)'\s*\)?\s*$/i.exec(text) ?? [];
  const [, list = '', item = ''] = /^\s*(\w+)\/any\(\w+:\s*\w+ eq '([^']*)'\)\s*$/i.exec(text) ?? [];
  if (list !== '') return (object) => texts(object[list]).includes(item);
  if (name === '') throw badRequest(`Invalid filter clause: '${text.slice(0, 100)}'.`);
  return (object) => object[name] === value.replaceAll("''", "'");
}

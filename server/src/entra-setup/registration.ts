import { isDeepStrictEqual } from 'node:util';
import type { Graph, GraphError } from './graph.js';

export type Json = Readonly<Record<string, unknown>>;

/** Takes one line per thing that was done, would be done, or stood already. */
export type Report = (state: 'made' | 'mended' | 'stands' | 'by hand', what: string) => void;

/** A registration that exists, or in a dry run would. */
export interface Standing {
  /** Object id. */
  readonly id: string;
  readonly appId: string;
  readonly object: Json;
}

interface WantedApplication {
  readonly uniqueName: string;
  readonly displayName: string;
  /** Client id of a registration that was made before, in the portal or by hand. */
  readonly adopt: string | undefined;
  /** What must be there before anything else. */
  readonly first: Json;
}

/** In a dry run nothing has an id yet. */
const NOT_YET = '00000000-0000-0000-0000-000000000000';

/**
 * The registration of a unique name, made where there is none. One that is named by its client id is adopted: it gets
 * the unique name, so that no second registration is made beside it.
 */
export async function upsertApplication(
  graph: Graph,
  report: Report,
  wanted: WantedApplication,
): Promise<Standing> {
  const { uniqueName, displayName, adopt, first } = wanted;
  const byName = `v1.0/applications(uniqueName='${uniqueName}')`;
  const object = adopt ? await adopted(graph, report, adopt, uniqueName) : await graph.find(byName);
  if (object) {
    report('stands', `registration ${String(object['displayName'])} (${String(object['appId'])})`);
    return standingOf(object);
  }
  await graph.write('PATCH', byName, { displayName, ...first }, { upsert: true });
  report('made', `registration ${displayName}`);
  if (graph.dryRun) return { id: NOT_YET, appId: NOT_YET, object: { displayName, ...first } };
  return standingOf(await found(graph, byName));
}

async function adopted(graph: Graph, report: Report, appId: string, uniqueName: string): Promise<Json> {
  const path = `v1.0/applications(appId='${appId}')`;
  const object = await graph.find(path);
  if (!object) throw new Error(`There is no registration with the client id ${appId} in this tenant`);
  if (object['uniqueName']) return object;
  await graph.write('PATCH', path, { uniqueName });
  report('mended', `registration ${String(object['displayName'])}: unique name ${uniqueName}`);
  return object;
}

/** Writes the members that differ, and nothing where none does. Objects are compared member by member. */
export async function changesOf(
  graph: Graph,
  report: Report,
  what: string,
  path: string,
  standing: Json,
  wanted: Json,
): Promise<void> {
  const changed = Object.entries(wanted).filter(([name, value]) => !holds(standing[name], value));
  if (changed.length === 0) return report('stands', what);
  await graph.write('PATCH', path, Object.fromEntries(changed));
  report('mended', `${what}: ${changed.map(([name, value]) => describe(name, value)).join(', ')}`);
}

/** Looks until the directory shows what was written. */
async function found(graph: Graph, path: string): Promise<Json> {
  const { body } = await graph.read(path);
  return body ?? {};
}

function standingOf(object: Json): Standing {
  return { id: String(object['id']), appId: String(object['appId']), object };
}

function holds(standing: unknown, wanted: unknown): boolean {
  if (!isObject(standing) || !isObject(wanted)) return isDeepStrictEqual(standing, wanted);
  return Object.entries(wanted).every(([name, value]) => holds(standing[name], value));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(name: string, value: unknown): string {
  return name === 'api' && isObject(value) ? Object.keys(value).join(', ') : name;
}

/** True where Graph says that the very thing exists. */
export function exists({ status, message }: GraphError): boolean {
  return status === 409 || /already exists/i.test(message);
}

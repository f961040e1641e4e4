/**
 * `GET /users/delta`: everybody, page by page, and later what changed.
 * Source: https://learn.microsoft.com/graph/api/user-delta and https://learn.microsoft.com/graph/delta-query-overview
 */
import { DEMO_USERS, type DemoUser } from '../demo.js';
import type { Entra } from '../entra/entra.js';
import { badRequest, GraphError } from './graph-error.js';
import { pick, profileOf, selectedNames } from './profile.js';

/** Directory objects: links older than this are refused. */
const LINK_LIFETIME_MS = 7 * 24 * 3_600_000;
const PAGE_SIZE = 100;
const UNSUPPORTED = ['$top', '$orderby', '$expand', '$count', '$search'];

/** What a link carries: options are frozen in it. */
interface Round {
  readonly select: string | null;
  readonly ids: readonly string[] | null;
  /** Changes up to this number are known; -1: nothing is known yet. */
  readonly known: number;
  /** Changes up to this number belong to this round. */
  readonly upTo: number;
  /** People of this round that were on earlier pages. */
  readonly skip: number;
  readonly at: number;
  /** How often a round found changes and held them back (drill `lag`). */
  readonly lagged: number;
  /** Whether this round had its empty page (drill `emptyPages`). */
  readonly opened: boolean;
}

/** One page: with `@odata.nextLink` where the round goes on, with `@odata.deltaLink` where it ends. */
export function usersDelta(entra: Entra, url: URL): Response {
  const round = roundOf(entra, url);
  const { delta } = entra.context.drills;
  const names = selectedNames(round.select);
  const context = `${entra.url}/v1.0/$metadata#users${round.select ? `(${names.join(',')})` : ''}`;
  const answer = (value: readonly object[], link: 'nextLink' | 'deltaLink', next: Round) =>
    Response.json({ '@odata.context': context, value, [`@odata.${link}`]: linkTo(entra, link, next) });
  if (delta.emptyPages && !round.opened) return answer([], 'nextLink', { ...round, opened: true });
  const people = peopleOf(entra, round);
  if (round.known >= 0 && people.length > 0 && round.lagged < (delta.lag ?? 0)) {
    return answer([], 'deltaLink', { ...round, lagged: round.lagged + 1, opened: false });
  }
  const size = delta.pageSize ?? PAGE_SIZE;
  const page = people.slice(round.skip, round.skip + size).map((user) => entryOf(entra, user, names));
  const value = delta.replay ? [...page, ...page] : page;
  if (round.skip + size < people.length) {
    return answer(value, 'nextLink', { ...round, skip: round.skip + size });
  }
  return answer(value, 'deltaLink', { ...round, known: round.upTo, skip: 0, lagged: 0, opened: false });
}

function roundOf(entra: Entra, url: URL): Round {
  const { newest } = entra.people;
  const now = entra.context.now();
  const query = url.searchParams;
  const link = query.get('$skiptoken') ?? query.get('$deltatoken');
  if (link === null || link === '' || link === 'latest') {
    const unsupported = UNSUPPORTED.find((name) => query.has(name));
    if (unsupported) throw badRequest(`'${unsupported}' is not supported for delta queries.`, 'BadRequest');
    const select = query.get('$select');
    const first = {
      select,
      ids: filteredIds(query.get('$filter')),
      skip: 0,
      at: now,
      lagged: 0,
      opened: link === 'latest',
    };
    pick(profileOf(DEMO_USERS[0] as DemoUser, entra), selectedNames(select));
    return { ...first, known: link === 'latest' ? newest : -1, upTo: newest };
  }
  refuseLink(entra, query.get('$select'));
  const round = decoded(link);
  if (!round || now - round.at > LINK_LIFETIME_MS) throw expired();
  const begins = query.has('$deltatoken');
  return begins ? { ...round, upTo: newest, at: now } : round;
}

function refuseLink(entra: Entra, select: string | null): void {
  const refused = entra.context.drills.takeDeltaRefusal();
  if (refused === 'expired') throw expired();
  if (refused !== 'reset') return;
  const location = `${entra.url}/v1.0/users/delta?$deltatoken=${select ? `&$select=${select}` : ''}`;
  throw new GraphError(410, 'resyncRequired', 'Resync required. The delta token is no longer valid.', {
    location,
  });
}

function expired(): GraphError {
  return badRequest(
    'The sync state generation is not found; the delta token has expired. Code: syncStateNotFound',
    'syncStateNotFound',
  );
}

/** `id eq '...'`, or several of them joined by `or`. */
function filteredIds(filter: string | null): readonly string[] | null {
  if (filter === null) return null;
  const parts = filter.split(/\s+or\s+/i).map((part) => /^\s*id eq '([^']+)'\s*$/i.exec(part)?.[1]);
  if (parts.length > 50 || parts.some((id) => id === undefined)) {
    throw badRequest("Delta queries support $filter by 'id eq' only, at most 50 of them.", 'BadRequest');
  }
  return parts.flatMap((id) => id ?? []);
}

function peopleOf(entra: Entra, { ids, known, upTo }: Round): readonly DemoUser[] {
  const all =
    known < 0
      ? DEMO_USERS.filter((user) => !entra.people.stateOf(user).deleted)
      : entra.people.changedBetween(known, upTo);
  return ids ? all.filter(({ oid }) => ids.includes(oid)) : all;
}

function entryOf(entra: Entra, user: DemoUser, names: readonly string[]): object {
  if (entra.people.stateOf(user).deleted) return { id: user.oid, '@removed': { reason: 'changed' } };
  const { omit = [] } = entra.context.drills.delta;
  const shown = names.filter((name) => !omit.includes(name));
  return { ...pick(profileOf(user, entra), shown), id: user.oid };
}

function linkTo(entra: Entra, kind: 'nextLink' | 'deltaLink', round: Round): string {
  const token = Buffer.from(JSON.stringify(round)).toString('base64url');
  return `${entra.url}/v1.0/users/delta?${kind === 'nextLink' ? '$skiptoken' : '$deltatoken'}=${token}`;
}

function decoded(token: string): Round | undefined {
  try {
    const round = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Partial<Round> | null;
    return typeof round?.known === 'number' && typeof round.at === 'number' ? (round as Round) : undefined;
  } catch {
    return undefined;
  }
}

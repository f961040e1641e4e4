/** On-behalf-of beside MSAL Node and @azure/identity: cost of a hit, memory of a user, requests of a crowd. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BenchRow, BenchSuite } from '../suite.ts';
import { azureIdentity, type Exchange, fillMsal, msal, msalClient, ours } from './obo/engines.ts';
import { hitRound, median } from './obo/hits.ts';
import { type BenchUser, MemoryAuthority, userOf } from './obo/world.ts';

const US = 'libs/obo';
const ANEW = 'libs/obo, caller object made anew';
const MSAL = 'msal-node, one client';
const IDENTITY = '@azure/identity, one credential per user';
const COUNTS = [1, 100, 1_000, 10_000];
const ROUNDS = 9;
const CROWD = 1_000;

export const suite: BenchSuite = {
  name: 'obo',
  async run() {
    const users = Array.from({ length: 10_000 }, (_, n) => userOf(n));
    return [...(await hits(users)), ...(await memory(users)), ...(await crowd(userOf(0)))];
  },
};

/** Calls of one round: MSAL's cost grows with the users, and the suite has to end. */
function callsOf(subject: string, count: number): number {
  if (subject.startsWith(US)) return 4_000;
  return Math.max(5, Math.floor(400 / Math.max(1, count / 50)));
}

async function engines(users: readonly BenchUser[]): Promise<Record<string, Exchange>> {
  const authority = new MemoryAuthority();
  authority.delayMs = 0;
  const us = ours(authority);
  for (const user of users) await us(user);
  const mine = { [US]: us, [ANEW]: (user: BenchUser) => us({ ...user }) };
  const client = msalClient(authority);
  await fillMsal(client, users);
  // Ten thousand credentials would hold gigabytes; each is alone with its user, so more of them cost a hit nothing.
  if (users.length > 1_000) return { ...mine, [MSAL]: msal(client) };
  const identity = azureIdentity(authority);
  for (const user of users) await identity(user);
  return { ...mine, [MSAL]: msal(client), [IDENTITY]: identity };
}

async function hits(all: readonly BenchUser[]): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  let alone = Number.NaN;
  for (const count of COUNTS) {
    const users = all.slice(0, count);
    const subjects = await engines(users);
    const rounds: Record<string, number[]> = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [subject, exchange] of Object.entries(subjects)) {
        const cost = await hitRound(exchange, users, callsOf(subject, count));
        if (round > 0) (rounds[subject] ??= []).push(cost);
      }
    }
    const mine = median(rounds[US] ?? []);
    if (count === 1) alone = mine;
    for (const [subject, costs] of Object.entries(rounds)) {
      const value = median(costs);
      const row = {
        suite: 'obo',
        subject,
        metric: `cache hit, ${count} users`,
        value,
        unit: 'µs',
        ratio: value / mine,
      };
      rows.push(subject.startsWith(US) ? { ...row, target: '< 20 µs', pass: value < 20 } : row);
    }
    if (count === COUNTS.at(-1)) rows.push(flatness(mine / alone));
  }
  return rows;
}

/** A look-up that does not grow with the users: what is left is memory farther away from the processor. */
function flatness(value: number): BenchRow {
  const metric = 'cache hit, 10000 users against 1';
  return { suite: 'obo', subject: US, metric, value, unit: 'x', target: '<= 4x (no scan)', pass: value <= 4 };
}

/** Heap after two collections, in bytes. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

async function memory(users: readonly BenchUser[]): Promise<readonly BenchRow[]> {
  const measured = async (
    subject: string,
    sample: readonly BenchUser[],
    fill: (authority: MemoryAuthority) => Promise<unknown>,
  ): Promise<BenchRow> => {
    const authority = new MemoryAuthority();
    authority.delayMs = 0;
    const before = heap();
    const held = await fill(authority);
    const value = (heap() - before) / sample.length / 1024;
    const row = { suite: 'obo', subject, metric: 'memory per cached user', value, unit: 'KiB' };
    return held !== undefined && subject === US ? { ...row, target: '< 4 KiB', pass: value < 4 } : row;
  };
  const fillOurs = async (authority: MemoryAuthority): Promise<Exchange> => {
    const exchange = ours(authority);
    for (const user of users) await exchange(user);
    return exchange;
  };
  const few = users.slice(0, 500);
  return [
    await measured(US, users, fillOurs),
    await measured(MSAL, users, async (authority) => {
      const client = msalClient(authority);
      await fillMsal(client, users);
      return client;
    }),
    await measured(IDENTITY, few, async (authority) => {
      const exchange = azureIdentity(authority);
      for (const user of few) await exchange(user);
      return exchange;
    }),
  ];
}

async function crowd(user: BenchUser): Promise<readonly BenchRow[]> {
  const subjects: Record<string, (authority: MemoryAuthority) => Exchange> = {
    [US]: ours,
    [MSAL]: (authority) => msal(msalClient(authority)),
    [IDENTITY]: azureIdentity,
  };
  const rows: BenchRow[] = [];
  for (const [subject, make] of Object.entries(subjects)) {
    const authority = new MemoryAuthority();
    const exchange = make(authority);
    await Promise.all(Array.from({ length: CROWD }, () => exchange(user)));
    const value = authority.tokenRequests;
    const row = {
      suite: 'obo',
      subject,
      metric: `token requests of ${CROWD} concurrent calls`,
      value,
      unit: '',
    };
    rows.push(subject === US ? { ...row, target: '1', pass: value === 1 } : row);
  }
  return rows;
}

import { Logger } from '@nestjs/common';
import { openDatabase } from '../store/store.module.js';
import { AuditLog } from './audit-log.js';
import type { AuditEntry } from './audit-record.js';
import { AuditTable } from './audit-table.js';
import { AuditWriter } from './audit-writer.js';

const TID = '10000000-c047-4050-8a00-000000000001';
const DAY = 86_400_000;
const act = (tool: string): AuditEntry => ({
  kind: 'tool_call',
  who: { tid: TID, oid: 'ada', name: 'Ada' },
  tool,
  outcome: 'ok',
});

describe('AuditWriter', () => {
  const setUp = async (days = 365) => {
    const database = await openDatabase({ databaseUrl: 'sqlite::memory:' });
    const log = new AuditLog();
    const table = new AuditTable(database);
    return { database, log, table, writer: new AuditWriter(log, table, days) };
  };
  const toolsOf = async (table: AuditTable) =>
    (await table.find({ tid: TID }, 100_000)).map(({ tool }) => tool);

  beforeEach(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(true));

  it('stores what was written, in order, in batches of any size', async () => {
    const { database, log, table, writer } = await setUp();
    const names = Array.from({ length: 1234 }, (_, index) => `tool-${index}`);
    for (const name of names) log.write(act(name));
    await Promise.all([writer.flush(), writer.flush()]);
    expect((await toolsOf(table)).toSorted()).toEqual(names.toSorted());
    await database.destroy();
  });

  it('keeps what the table does not take, and stores it once when it does', async () => {
    const { database, log, table, writer } = await setUp();
    const add = table.add.bind(table);
    let broken = true;
    table.add = async (records) => {
      await add(records.slice(0, 1));
      if (broken) throw new Error('disk full');
      await add(records);
    };
    log.write(act('a'));
    log.write(act('b'));
    await writer.flush();
    log.write(act('c'));
    broken = false;
    await writer.flush();
    expect((await toolsOf(table)).toSorted()).toEqual(['a', 'b', 'c']);
    await database.destroy();
  });

  it('holds a bounded number of records while the table takes none', async () => {
    const { database, log, table, writer } = await setUp();
    table.add = () => Promise.reject(new Error('down'));
    for (let count = 0; count < 12_000; count += 1) log.write(act('x'));
    await writer.flush();
    expect(log.take().length).toBe(10_000);
    await database.destroy();
  });

  it('finds by part of a name as it is written, and nothing of another tenant', async () => {
    const { database, log, table, writer } = await setUp();
    const names = ['Ada_L 100%', 'Adax', 'ÄDA'];
    for (const name of names) log.write({ ...act('a'), who: { tid: TID, oid: name, name } });
    log.write({ ...act('a'), who: { tid: 'other', oid: 'x', name: 'Ada_L' } });
    await writer.flush();
    const found = async (who: string) => (await table.find({ tid: TID, who }, 10)).map((one) => one.who.name);
    expect(await found('ada_')).toEqual(['Ada_L 100%']);
    expect(await found('0%')).toEqual(['Ada_L 100%']);
    expect(await found('äda')).toEqual(['ÄDA']);
    expect(await found('\\')).toEqual([]);
    await database.destroy();
  });

  it('deletes records that are past their days, and stores none where the days are 0', async () => {
    const { database, log, table, writer } = await setUp(30);
    log.write(act('old'));
    await writer.flush();
    await writer.sweep(Date.now() + 29 * DAY);
    expect(await toolsOf(table)).toEqual(['old']);
    await writer.sweep(Date.now() + 31 * DAY);
    expect(await toolsOf(table)).toEqual([]);
    await database.destroy();
    const none = await setUp(0);
    none.log.write(act('line only'));
    await none.writer.flush();
    expect(await toolsOf(none.table)).toEqual([]);
    await none.database.destroy();
  });

  it('writes a line for every record at once, and stores the last ones at shutdown', async () => {
    const lines: unknown[] = [];
    Logger.overrideLogger({ log: (line: unknown) => lines.push(line), error: () => {}, warn: () => {} });
    const { database, log, table, writer } = await setUp();
    log.write(act('last'));
    expect(lines).toMatchObject([{ event: 'audit', kind: 'tool_call', tool: 'last', outcome: 'ok' }]);
    await writer.beforeApplicationShutdown();
    expect(await toolsOf(table)).toEqual(['last']);
    await database.destroy();
  });
});

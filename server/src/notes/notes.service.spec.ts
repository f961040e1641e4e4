import { openDatabase } from '../store/store.module.js';
import type { Database } from '../store/database.js';
import { MAX_NOTES, NotesService } from './notes.service.js';

const ada = { tid: 't', oid: 'ada' };
const ben = { tid: 't', oid: 'ben' };

describe('NotesService', () => {
  let database: Database;
  let notes: NotesService;

  beforeEach(async () => {
    database = await openDatabase({ databaseUrl: 'sqlite::memory:' });
    notes = new NotesService(database);
  });
  afterEach(() => database.destroy());

  it('keeps the notes of one person from another, also where ids are known', async () => {
    const note = await notes.add(ada, 'Budget', 'Q4 numbers');
    expect(await notes.list(ben)).toEqual([]);
    expect(await notes.remove(ben, note.id)).toBeUndefined();
    expect(await notes.list(ada)).toHaveLength(1);
  });

  it('finds by title and text, whatever the case', async () => {
    await notes.add(ada, 'Budget', 'numbers');
    await notes.add(ada, 'Trip', 'BUDGET hotel');
    await notes.add(ada, 'Other', 'nothing');
    expect((await notes.list(ada, 'budget')).map(({ title }) => title).toSorted()).toEqual([
      'Budget',
      'Trip',
    ]);
  });

  it('deletes once', async () => {
    const { id } = await notes.add(ada, 'A', 'b');
    expect(await notes.remove(ada, id)).toEqual({ id, title: 'A' });
    expect(await notes.remove(ada, id)).toBeUndefined();
  });

  it('refuses more notes than one person may keep', async () => {
    const values = Array.from({ length: MAX_NOTES }, (_, n) => ({
      ...ada,
      id: `n${n}`,
      title: 't',
      text: 'x',
      created_at: n,
    }));
    await database.insertInto('notes').values(values).execute();
    await expect(notes.add(ada, 'one', 'more')).rejects.toMatchObject({ code: 'too_many_notes' });
    await expect(notes.add(ben, 'one', 'more')).resolves.toMatchObject({ title: 'one' });
  });
});

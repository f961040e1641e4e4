import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../store/database.js';

/** Whose notes: tenant and object id of the person. */
export interface NoteOwner {
  readonly tid: string;
  readonly oid: string;
}

export interface Note {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Notes one person may keep; a bound on what a runaway agent can write. */
export const MAX_NOTES = 500;

/** The person has as many notes as one person may have. */
export class TooManyNotesError extends Error {
  readonly code = 'too_many_notes';
  readonly status = 409;

  constructor() {
    super(`There are ${MAX_NOTES} notes already, which is the most one person may keep. Delete some first.`);
  }
}

/** The notes of one person at a time: no call can see or touch another person's. */
@Injectable()
export class NotesService {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Newest first; with a query, those whose title or text contains it (upper and lower case alike). */
  async list(owner: NoteOwner, query = ''): Promise<readonly Note[]> {
    const rows = await this.#ownedBy(owner).orderBy('created_at', 'desc').limit(MAX_NOTES).execute();
    const wanted = query.trim().toLocaleLowerCase();
    return rows
      .filter(({ title, text }) => `${title}\n${text}`.toLocaleLowerCase().includes(wanted))
      .map(({ id, title, text, created_at }) => ({
        id,
        title,
        text,
        createdAt: new Date(created_at).toISOString(),
      }));
  }

  /** @throws TooManyNotesError (`too_many_notes`) */
  async add(owner: NoteOwner, title: string, text: string): Promise<Note> {
    const { count } = await this.#database
      .selectFrom('notes')
      .where('tid', '=', owner.tid)
      .where('oid', '=', owner.oid)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) >= MAX_NOTES) throw new TooManyNotesError();
    const note = { id: randomUUID(), title, text, created_at: Date.now() };
    await this.#database
      .insertInto('notes')
      .values({ ...note, tid: owner.tid, oid: owner.oid })
      .execute();
    return { id: note.id, title, text, createdAt: new Date(note.created_at).toISOString() };
  }

  /** @returns the note that was deleted, or `undefined` where this person has none with that id. */
  async remove(owner: NoteOwner, id: string): Promise<{ id: string; title: string } | undefined> {
    return this.#database
      .deleteFrom('notes')
      .where('tid', '=', owner.tid)
      .where('oid', '=', owner.oid)
      .where('id', '=', id)
      .returning(['id', 'title'])
      .executeTakeFirst();
  }

  #ownedBy({ tid, oid }: NoteOwner) {
    return this.#database.selectFrom('notes').where('tid', '=', tid).where('oid', '=', oid).selectAll();
  }
}

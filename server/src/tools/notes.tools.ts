import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#libs/entra-auth';
import {
  ElicitationError,
  ResourceNotFoundError,
  ResourceTemplate,
  Tool,
  type ToolContext,
  ToolError,
} from '#libs/mcp';
import { NotesService } from '../notes/notes.service.js';

const note = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  createdAt: z.string().describe('ISO 8601, UTC'),
});

const newNote = z.object({
  title: z.string().trim().min(1).max(200).describe('Short title of the note'),
  text: z.string().trim().min(1).max(10_000).describe('Text of the note'),
});

const NOTE_URI = 'note:///{id}';

/** Scope of the tools that write. */
const WRITE = ['Notes.ReadWrite'];

@Injectable()
export class NotesTools {
  readonly #notes: NotesService;

  constructor(notes: NotesService) {
    this.#notes = notes;
  }

  @Tool({
    name: 'notes_list',
    title: 'List my notes',
    description: 'Lists your own notes, newest first, or those that contain some words.',
    input: z.object({
      query: z.string().max(200).optional().describe('Words to look for in title and text'),
    }),
    output: z.object({ notes: z.array(note) }),
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  })
  async list({ query }: { query?: string }, { user }: ToolContext<Caller>) {
    return { notes: [...(await this.#notes.list(user, query))] };
  }

  @ResourceTemplate({
    uriTemplate: NOTE_URI,
    name: 'note',
    title: 'A note of mine',
    description: 'One of your own notes, by its id.',
    mimeType: 'application/json',
  })
  async note({ id }: Record<string, string | string[]>, { user }: ToolContext<Caller>) {
    const found = (await this.#notes.list(user)).find((one) => one.id === id);
    if (found === undefined) throw new ResourceNotFoundError(`note:///${String(id)}`);
    return JSON.stringify(found);
  }

  @Tool({
    name: 'notes_add',
    title: 'Add a note',
    description: 'Adds a note to your own notes.',
    input: newNote,
    output: note,
    scopes: WRITE,
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  })
  async add({ title, text }: z.infer<typeof newNote>, context: ToolContext<Caller>) {
    const { user } = context;
    const twins = (await this.#notes.list(user)).filter((other) => other.title === title);
    if (twins.length > 0 && !(await this.#wantsTwin(title, context))) {
      throw new ToolError(
        'note_exists',
        `There is a note titled "${title}" already, and the person does not want a second one.`,
      );
    }
    return this.#notes.add(user, title, text);
  }

  /** Asks where the person can be asked; a client that shows no forms gets the second note. */
  async #wantsTwin(title: string, context: ToolContext<Caller>): Promise<boolean> {
    try {
      const answer = await context.elicit({
        message: `You already have a note titled "${title}". Add another one with the same title?`,
        schema: z.object({ addAnother: z.boolean().describe('Add a second note with this title') }),
      });
      return answer.action === 'accept' && answer.content.addAnother;
    } catch (error) {
      if (error instanceof ElicitationError) return true;
      throw error;
    }
  }

  @Tool({
    name: 'notes_delete',
    title: 'Delete a note',
    description: 'Deletes one of your own notes for good, by its id. Find the id with notes_list.',
    input: z.object({ id: z.string().min(1).max(64).describe('Id of the note, as notes_list gives it') }),
    output: z.object({ deleted: z.boolean(), id: z.string(), title: z.string() }),
    scopes: WRITE,
    // Shown before a person decides: nobody knows a note by its id.
    meta: { 'torii/preview': NOTE_URI },
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  })
  async remove({ id }: { id: string }, { user }: ToolContext<Caller>) {
    const removed = await this.#notes.remove(user, id);
    if (!removed)
      throw new ToolError(
        'note_not_found',
        'You have no note with this id. List your notes to find the right one.',
      );
    return { deleted: true, ...removed };
  }
}

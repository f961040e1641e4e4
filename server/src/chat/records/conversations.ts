import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.js';
import { Conversation } from '../agent/conversation.js';
import type { BegunRun } from './begin-run.js';
import { EventLog } from './event-log.js';
import { forgetReasoning, insertMessage, replaceMessage } from './messages.js';

/** The history that a run reads and goes on with. */
@Injectable()
export class Conversations {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  open({ place, history }: BegunRun): Conversation {
    const database = this.#database;
    const { threadId, runId, branch, lastPosition } = place;
    return new Conversation(
      {
        append: (stored, position) =>
          this.#log.write(() => insertMessage(database, { ...stored, threadId, runId, branch, position })),
        replace: (message) => this.#log.write(() => replaceMessage(database, threadId, message)),
        forgetReasoning: () => this.#log.write(() => forgetReasoning(database, threadId)),
      },
      history,
      lastPosition,
    );
  }
}

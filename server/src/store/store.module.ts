import { type DynamicModule, type FactoryProvider, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from './database.js';
import { RunChanges } from './run-changes.js';

/** Options of the store. */
export interface StoreOptions {
  /** `sqlite:<path>` or `postgres://...`. */
  readonly databaseUrl: string;
  /** Asked once per new connection to a PostgreSQL whose URL holds no password: an Entra access token. */
  readonly password?: (() => Promise<string>) | undefined;
}

/** How `StoreModule.forRootAsync` gets its options. */
export interface StoreAsyncOptions {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: FactoryProvider<StoreOptions | Promise<StoreOptions>>['useFactory'];
}

const OPTIONS = Symbol('StoreOptions');

/** Opens the database at start, migrates it, closes it last; exports {@link Database} to the whole server. */
@Module({})
export class StoreModule implements OnApplicationShutdown {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  static forRootAsync(options: StoreAsyncOptions): DynamicModule {
    return {
      module: StoreModule,
      global: true,
      providers: [
        { provide: OPTIONS, inject: options.inject ?? [], useFactory: options.useFactory },
        { provide: Database, inject: [OPTIONS], useFactory: (given: StoreOptions) => openDatabase(given) },
        RunChanges,
      ],
      exports: [Database, RunChanges],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#database.destroy();
  }
}

/** Opens and migrates; on failure nothing stays open. */
export async function openDatabase({ databaseUrl, password }: StoreOptions): Promise<Database> {
  const database = Database.at(databaseUrl, password);
  try {
    await database.migrate();
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

import { type DynamicModule, type FactoryProvider, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from './database.js';

/** Options of the store. */
export interface StoreOptions {
  /** `sqlite:<path>` or `postgres://...`. */
  readonly databaseUrl: string;
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
      ],
      exports: [Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#database.destroy();
  }
}

/** Opens and migrates; on failure nothing stays open. */
export async function openDatabase({ databaseUrl }: StoreOptions): Promise<Database> {
  const database = Database.at(databaseUrl);
  try {
    await database.migrate();
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

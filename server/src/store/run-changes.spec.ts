import { Database } from './database.js';
import { RunChanges } from './run-changes.js';

describe('RunChanges on SQLite', () => {
  it('lets watchers look from time to time, and ends at once on abort', async () => {
    const database = Database.at('sqlite::memory:');
    const changes = new RunChanges(database);
    await changes.onModuleInit();
    const watch = changes.watch('run-1');
    await watch.next(new AbortController().signal);
    const stop = new AbortController();
    const waiting = watch.next(stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
    watch.close();
    await changes.onApplicationShutdown();
    await database.destroy();
  });
});

/** A thread of many messages, written straight into the server's database. */
import { DatabaseSync } from 'node:sqlite';

/** Adds the thread and its messages for the person. */
export function writeLongThread(
  file: string,
  owner: { tid: string; oid: string },
  id: string,
  count: number,
): void {
  const db = new DatabaseSync(file, { timeout: 5000 });
  const now = Date.now();
  db.exec('begin');
  db.prepare(
    'insert into threads (id, tid, oid, title, created_at, updated_at) values (?, ?, ?, ?, ?, ?)',
  ).run(id, owner.tid, owner.oid, 'long', now, now);
  const insert = db.prepare(
    'insert into messages (thread_id, position, id, role, text, message_json, created_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  for (let n = 1; n <= count; n += 1) {
    const role = n % 2 ? 'user' : 'assistant';
    const content = `Message ${n} `.repeat(20);
    insert.run(id, n, `m${n}`, role, content, JSON.stringify({ id: `m${n}`, role, content }), now);
  }
  db.exec('commit');
  db.close();
}

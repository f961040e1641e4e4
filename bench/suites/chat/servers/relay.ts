/**
 * The floor: a bare `node:http` relay of a model's stream that keeps the same log, by group commit with the same pauses.
 * No identity, no tools, no history, no replay.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

const BUSY_EVENTS = 50;
const port = Number(process.env['BENCH_PORT']);
const model = String(process.env['BENCH_MODEL']);

const db = new DatabaseSync(String(process.env['BENCH_DATABASE']));
db.exec('pragma journal_mode = wal; pragma synchronous = normal;');
db.exec(
  'create table run_events (run_id text not null, seq integer not null, event_json text not null, primary key (run_id, seq))',
);
const insert = db.prepare('insert into run_events (run_id, seq, event_json) values (?, ?, ?)');

interface Stream {
  readonly id: string;
  readonly response: ServerResponse;
  seq: number;
  text: string;
  over: boolean;
}

let waiting = new Set<Stream>();
let pausedUntil = 0;
let scheduled = false;

function schedule(stream: Stream): void {
  waiting.add(stream);
  if (scheduled) return;
  scheduled = true;
  const pause = pausedUntil - performance.now();
  if (pause > 0) setTimeout(commit, pause);
  else setImmediate(commit);
}

function commit(): void {
  const started = performance.now();
  const batch = [...waiting];
  waiting = new Set();
  scheduled = false;
  db.exec('begin');
  const frames = batch.map((stream) => {
    const json = JSON.stringify({ type: 'TEXT_MESSAGE_CONTENT', messageId: stream.id, delta: stream.text });
    stream.seq += 1;
    stream.text = '';
    insert.run(stream.id, stream.seq, json);
    return `id: ${stream.id}:${stream.seq}\ndata: ${json}\n\n`;
  });
  db.exec('commit');
  if (batch.length >= BUSY_EVENTS) pausedUntil = started + 40 + 40 * Math.min(1, batch.length / 600);
  for (const [index, stream] of batch.entries()) {
    stream.response.write(frames[index] ?? '');
    if (stream.over) stream.response.end();
  }
}

createServer((incoming, response) => {
  if (incoming.method === 'GET') return void response.end('ready');
  void relay(incoming, response);
}).listen(port, '127.0.0.1', 4096);

async function relay(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of incoming.setEncoding('utf8')) body += String(chunk);
  const { runId } = JSON.parse(body) as { runId: string };
  response
    .writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    .flushHeaders();
  const stream: Stream = { id: runId, response, seq: 0, text: '', over: false };
  const asked = request(`${model}/openai/v1/responses`, { method: 'POST' }, (answer) => {
    let rest = '';
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      const frames = (rest + chunk).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const data = frame.slice(frame.indexOf('data: ') + 6);
        const event = JSON.parse(data) as { type: string; delta?: string };
        if (event.type === 'response.output_text.delta') stream.text += event.delta ?? '';
        else if (event.type === 'response.completed') stream.over = true;
      }
      if (stream.text || stream.over) schedule(stream);
    });
  });
  asked.end(JSON.stringify({ model: 'm', input: 'go', stream: true }));
}

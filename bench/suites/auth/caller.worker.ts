/** A valid caller in a thread of its own: one request after another over HTTP, each timed. */
import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const { url, tokens, durationMs } = workerData as {
  readonly url: string;
  readonly tokens: readonly string[];
  readonly durationMs: number;
};
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Resolves to the status of one request. */
function ask(token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
  });
}

const times: number[] = [];
let failures = 0;
const end = performance.now() + durationMs;
for (let turn = 0; performance.now() < end; turn += 1) {
  const start = performance.now();
  const status = await ask(tokens[turn % tokens.length] ?? '');
  times.push(performance.now() - start);
  if (status !== 200) failures += 1;
  await new Promise((resolve) => setTimeout(resolve, 1));
}
agent.destroy();
parentPort?.postMessage({ times, failures });

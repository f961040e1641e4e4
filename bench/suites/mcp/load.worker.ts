/** Sends the load from a process of its own, on the other core, and prints what it saw as JSON. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import type { Call } from './requests.ts';

const [file = '', url = '', amount = '{}'] = process.argv.slice(2);
const { seconds, calls } = JSON.parse(amount) as { seconds?: number; calls?: number };
const requests = JSON.parse(readFileSync(file, 'utf8')) as Call[];
const result = await autocannon({
  url,
  connections: 32,
  duration: seconds ?? 1,
  // Where given, the number of calls ends the load, and no time does.
  ...(calls !== undefined && { amount: calls }),
  requests: requests as autocannon.Request[],
});
const { requests: counted, latency, non2xx, errors } = result;
process.stdout.write(
  JSON.stringify({
    total: counted.total,
    perSecond: counted.average,
    p50: latency.p50,
    p99: latency.p99,
    bad: non2xx + errors,
  }),
);

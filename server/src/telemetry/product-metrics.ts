import { metrics } from '@opentelemetry/api';

/** Buckets of OpenTelemetry's GenAI conventions, in seconds. */
const GENAI_BUCKETS = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];

/**
 * What a dashboard shows of the product. No attribute names a person, a thread or free text: each would be a series of
 * its own.
 */
export type ProductMetrics = ReturnType<typeof create>;

let created: ProductMetrics | undefined;

/** The instruments; made at first use, when `startMetrics` has set up who reads them. */
export function productMetrics(): ProductMetrics {
  created ??= create();
  return created;
}

function create() {
  const meter = metrics.getMeter('torii');
  return {
    /** `outcome`: success, interrupt, cancelled or error; `code` of an error. */
    runs: meter.createCounter('torii.runs', { description: 'Chat runs that have ended' }),
    firstToken: meter.createHistogram('gen_ai.client.inference.time_to_first_chunk', {
      description: 'From the start of a run to the first word of its answer',
      unit: 's',
      advice: { explicitBucketBoundaries: GENAI_BUCKETS },
    }),
    streams: meter.createUpDownCounter('torii.streams', { description: 'Event streams that are open now' }),
    /** `outcome`: ok or error; `cache`: hit or miss; `code` of an error. */
    exchanges: meter.createCounter('torii.exchanges', { description: 'On-behalf-of exchanges' }),
    /** `reason`: failure code of the token gate. */
    refusals: meter.createCounter('torii.gate.refusals', {
      description: 'Requests refused by the token gate',
    }),
    keysAge: meter.createObservableGauge('torii.keys.age', {
      description: 'Age of the oldest signing keys of the home tenant; grows while the authority is away',
      unit: 's',
    }),
  };
}

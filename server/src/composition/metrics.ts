import type { KeyManager } from '#libs/entra-auth';
import type { ExchangeEvent } from '#libs/obo';
import type { Settings } from '../settings/settings.js';
import type { MetricsOptions } from '../telemetry/metrics.js';
import { productMetrics } from '../telemetry/product-metrics.js';

/** Who reads the metrics. */
export function metricsOptions(settings: Settings): MetricsOptions {
  const { METRICS, METRICS_HOST: host, METRICS_PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = settings;
  return { prometheus: METRICS === 'on' ? { host, port } : undefined, endpoint };
}

/** Counts one on-behalf-of exchange. */
export function countExchange({ outcome, fromCache, code }: ExchangeEvent): void {
  productMetrics().exchanges.add(1, {
    outcome,
    cache: fromCache ? 'hit' : 'miss',
    ...(code === undefined ? {} : { code }),
  });
}

/** Reports the age of the signing keys whenever somebody reads the metrics. */
export function observeKeys(keys: KeyManager): void {
  productMetrics().keysAge.addCallback((result) => {
    const seconds = keys.ageSeconds;
    if (seconds !== undefined) result.observe(seconds);
  });
}

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { metrics } from '@opentelemetry/api';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import type { Stop } from './traces.js';

/** Who gets the metrics; nobody where neither is set. */
export interface MetricsOptions {
  /** Serves Prometheus text at `/metrics`, on a port of its own. */
  readonly prometheus?: { readonly host: string; readonly port: number } | undefined;
  /** Base URL of an OpenTelemetry collector (OTLP over HTTP), for example `http://localhost:4318`. */
  readonly endpoint?: string | undefined;
}

const RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;

/**
 * Starts OpenTelemetry metrics. To be called before the application is made: instruments are bound when they are made.
 * The SDK is loaded only where somebody reads; without it the instruments cost nothing.
 * @throws Error naming `METRICS_PORT` where its port cannot be opened
 */
export async function startMetrics({ prometheus, endpoint }: MetricsOptions): Promise<Stop> {
  if (prometheus === undefined && endpoint === undefined) return () => Promise.resolve();
  const [{ MeterProvider }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/resources'),
  ]);
  const readers: IMetricReader[] = [];
  if (prometheus) readers.push(await servePrometheus(prometheus));
  if (endpoint) readers.push(await sendToCollector(endpoint));
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': 'torii' }),
    readers,
  });
  metrics.setGlobalMeterProvider(provider);
  const stopWatching = watchEventLoop();
  return async () => {
    stopWatching();
    metrics.disable();
    await provider.shutdown();
  };
}

async function servePrometheus({ host, port }: { host: string; port: number }): Promise<IMetricReader> {
  const { PrometheusExporter } = await import('@opentelemetry/exporter-prometheus');
  const exporter = new PrometheusExporter({ host, port, preventServerStart: true });
  try {
    await exporter.startServer();
  } catch (cause) {
    throw new Error(`METRICS_PORT ${port} on ${host} cannot be opened: set it to a free port.`, { cause });
  }
  return exporter;
}

async function sendToCollector(endpoint: string): Promise<IMetricReader> {
  const [{ PeriodicExportingMetricReader }, { OTLPMetricExporter }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
  ]);
  const exporter = new OTLPMetricExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/metrics` });
  return new PeriodicExportingMetricReader({ exporter });
}

/** `nodejs.eventloop.delay.*` of OpenTelemetry's Node.js conventions, in seconds since the last reading. */
function watchEventLoop(): () => void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const meter = metrics.getMeter('torii-runtime');
  const gauge = (name: string) =>
    meter.createObservableGauge(`nodejs.eventloop.delay.${name}`, {
      description: `Event loop delay, ${name}`,
      unit: 's',
    });
  const [p50, p99, max] = [gauge('p50'), gauge('p99'), gauge('max')];
  meter.addBatchObservableCallback(
    (result) => {
      result.observe(p50, beyond(delay, delay.percentile(50)));
      result.observe(p99, beyond(delay, delay.percentile(99)));
      result.observe(max, beyond(delay, delay.max));
      delay.reset();
    },
    [p50, p99, max],
  );
  return () => delay.disable();
}

/** The histogram measures from one tick of its timer to the next: what is beyond the resolution is delay. */
function beyond({ count }: ReturnType<typeof monitorEventLoopDelay>, nanoseconds: number): number {
  return count === 0 ? 0 : Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1000);
}

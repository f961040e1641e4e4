import { context, logs, propagation, trace } from '@opentelemetry/api';

/** Stops after everything that was recorded has been sent. */
export type Stop = () => Promise<void>;

/**
 * Sends OpenTelemetry traces and the audit's log records to a collector (OTLP over HTTP). The SDK is loaded only where an endpoint is set; without
 * it the API's calls in the libraries cost nothing.
 * @param endpoint base URL of the collector, for example `http://localhost:4318`; absent: nothing happens.
 */
export async function startTraces(endpoint: string | undefined): Promise<Stop> {
  if (endpoint === undefined) return () => Promise.resolve();
  const [
    sdk,
    otlp,
    sdkLogs,
    otlpLogs,
    { resourceFromAttributes },
    { W3CTraceContextPropagator },
    { AsyncLocalStorageContextManager },
  ] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-logs'),
    import('@opentelemetry/exporter-logs-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/core'),
    import('@opentelemetry/context-async-hooks'),
  ]);
  const base = endpoint.replace(/\/+$/, '');
  const resource = resourceFromAttributes({ 'service.name': 'torii' });
  const exporter = new otlp.OTLPTraceExporter({ url: `${base}/v1/traces` });
  const logExporter = new otlpLogs.OTLPLogExporter({ url: `${base}/v1/logs` });
  const logProvider = new sdkLogs.LoggerProvider({
    resource,
    processors: [new sdkLogs.BatchLogRecordProcessor({ exporter: logExporter })],
  });
  const provider = new sdk.TracerProvider({
    resource,
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  logs.setGlobalLoggerProvider(logProvider);
  return async () => void (await Promise.all([provider.shutdown(), logProvider.shutdown()]));
}

import { context, propagation, trace } from '@opentelemetry/api';

/** Stops tracing after everything that was recorded has been sent. */
export type StopTelemetry = () => Promise<void>;

/**
 * Sends OpenTelemetry traces to a collector (OTLP over HTTP). The SDK is loaded only where an endpoint is set; without
 * it the API's calls in the libraries cost nothing.
 * @param endpoint base URL of the collector, for example `http://localhost:4318`; absent: nothing happens.
 */
export async function startTelemetry(endpoint: string | undefined): Promise<StopTelemetry> {
  if (endpoint === undefined) return () => Promise.resolve();
  const [
    sdk,
    otlp,
    { resourceFromAttributes },
    { W3CTraceContextPropagator },
    { AsyncLocalStorageContextManager },
  ] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/core'),
    import('@opentelemetry/context-async-hooks'),
  ]);
  const exporter = new otlp.OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'torii' }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return () => provider.shutdown();
}

import {
  context,
  createContextKey,
  propagation,
  trace,
  type Context,
  type Span,
  type SpanContext,
  type TextMapPropagator,
  type Tracer,
} from '@opentelemetry/api';
import { CallTrace } from './call-trace.js';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;
const CARRIED = createContextKey('carried');

interface Started {
  readonly name: string;
  readonly carried: unknown;
  readonly attributes: Record<string, unknown>;
  ended: boolean;
}

const started: Started[] = [];

const tracer: Tracer = {
  startSpan: (name, _options, parent: Context = context.active()): Span => {
    const span: Started = { name, carried: parent.getValue(CARRIED), attributes: {}, ended: false };
    started.push(span);
    const spanContext: SpanContext = { traceId: TRACE_ID, spanId: '00f067aa0ba902b8', traceFlags: 1 };
    const made = {
      spanContext: () => spanContext,
      isRecording: () => true,
      setAttribute: (key: string, value: unknown) => {
        span.attributes[key] = value;
        return made;
      },
      setStatus: () => made,
      end: () => void (span.ended = true),
    };
    return made as unknown as Span;
  },
  startActiveSpan: () => {
    throw new Error('not used');
  },
};

const propagator: TextMapPropagator = {
  inject: () => undefined,
  fields: () => ['traceparent'],
  extract: (into, carrier, getter) => into.setValue(CARRIED, getter.get(carrier, 'traceparent')),
};

describe('the trace of a call', () => {
  it('takes the trace id of the client where no tracing is set up', () => {
    const call = CallTrace.start('tools/call', 'ping', { traceparent: PARENT });
    expect(call.traceId).toBe(TRACE_ID);
    call.end('ok');
  });

  it.each([undefined, {}, { traceparent: 7 }, { traceparent: 'nonsense' }])(
    'has no trace id with %j',
    (meta) => {
      expect(CallTrace.start('tools/call', 'ping', meta).traceId).toBeUndefined();
    },
  );

  it('is a span under the traceparent of the client, with its outcome', () => {
    trace.setGlobalTracerProvider({ getTracer: () => tracer });
    propagation.setGlobalPropagator(propagator);
    const call = CallTrace.start('tools/call', 'ping', { traceparent: PARENT });
    call.end('error', 'not_found');
    expect(call.traceId).toBe(TRACE_ID);
    expect(started).toEqual([
      { name: 'tools/call ping', carried: PARENT, attributes: { 'mcp.outcome': 'error' }, ended: true },
    ]);
    trace.disable();
    propagation.disable();
  });
});

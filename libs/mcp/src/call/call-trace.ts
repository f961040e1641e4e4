import {
  context,
  isSpanContextValid,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
} from '@opentelemetry/api';
import type { CallOutcome } from './call-record.js';

const tracer = trace.getTracer('torii-mcp');
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

/** The trace of one call: an OpenTelemetry span, child of the client's `traceparent` in `_meta` (SEP-414). */
export class CallTrace {
  readonly #span: Span;
  readonly #parent: ReturnType<typeof context.active>;

  private constructor(
    span: Span,
    parent: ReturnType<typeof context.active>,
    readonly traceId: string | undefined,
  ) {
    this.#span = span;
    this.#parent = parent;
  }

  static start(
    method: string,
    name: string,
    params: Readonly<Record<string, unknown>> | undefined,
  ): CallTrace {
    const meta = params?.['_meta'] as Readonly<Record<string, unknown>> | undefined;
    const carried = typeof meta?.['traceparent'] === 'string' ? meta['traceparent'] : undefined;
    const active = context.active();
    const parent = carried === undefined ? active : propagation.extract(active, meta);
    const attributes = { 'mcp.method.name': method, 'gen_ai.tool.name': name };
    const span = tracer.startSpan(`${method} ${name}`, { kind: SpanKind.SERVER, attributes }, parent);
    const own = span.spanContext();
    const traceId = isSpanContextValid(own) ? own.traceId : carried?.match(TRACEPARENT)?.[1];
    return new CallTrace(span, parent, traceId);
  }

  /** Runs a function with the span as the active one, so that downstream calls become its children. */
  run<T>(work: () => T): T {
    return context.with(trace.setSpan(this.#parent, this.#span), work);
  }

  end(outcome: CallOutcome, code?: string): void {
    if (this.#span.isRecording()) {
      this.#span.setAttribute('mcp.outcome', outcome);
      if (outcome === 'error') this.#span.setStatus({ code: SpanStatusCode.ERROR, message: code });
    }
    this.#span.end();
  }
}

import {
  context,
  isSpanContextValid,
  metrics,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Histogram,
  type Span,
} from '@opentelemetry/api';
import { MODERN_VERSION } from '../era.js';
import type { CallOutcome } from './call-record.js';
import type { McpRequest } from './mcp-request.js';

const tracer = trace.getTracer('torii-mcp');
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;
/** Bounds of the buckets that the conventions give for MCP, in seconds. */
const BUCKETS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
/** What the span of a method is named by, besides the method. Never a URI: it may hold anything. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'tools/call': 'gen_ai.tool.name',
  'prompts/get': 'gen_ai.prompt.name',
};

type Members = Readonly<Record<string, unknown>>;

/**
 * The trace of one call by OpenTelemetry's conventions for MCP (semantic-conventions-genai 0.1.0): a span, child of the
 * client's `traceparent` in `_meta` (SEP-414) and linked to the HTTP span around it, and its duration.
 */
export class CallTrace {
  readonly traceId: string | undefined;
  readonly #span: Span;
  readonly #parent: Context;
  readonly #attributes: Attributes;
  readonly #duration: Histogram;

  private constructor(
    span: Span,
    parent: Context,
    attributes: Attributes,
    duration: Histogram,
    carried?: string,
  ) {
    const own = span.spanContext();
    this.traceId = isSpanContextValid(own) ? own.traceId : carried?.match(TRACEPARENT)?.[1];
    this.#span = span;
    this.#parent = parent;
    this.#attributes = attributes;
    this.#duration = duration;
  }

  static start(request: McpRequest, name: string, duration = callDuration()): CallTrace {
    const { method } = request;
    const meta = request.inbound.params?.['_meta'] as Members | undefined;
    const carried = typeof meta?.['traceparent'] === 'string' ? meta['traceparent'] : undefined;
    const active = context.active();
    const parent = carried === undefined ? active : propagation.extract(active, meta);
    const attributes = attributesOf(request, name);
    const span = tracer.startSpan(
      method in NAMED_BY ? `${method} ${name}` : method,
      {
        kind: SpanKind.SERVER,
        attributes: { ...attributes, 'jsonrpc.request.id': String(request.id) },
        links: linksOf(active, parent),
      },
      parent,
    );
    return new CallTrace(span, parent, attributes, duration, carried);
  }

  /** Runs a function with the span as the active one, so that downstream calls become its children. */
  run<T>(work: () => T): T {
    // Where nothing is traced there is nothing to be a child of.
    if (!isSpanContextValid(this.#span.spanContext())) return work();
    return context.with(trace.setSpan(this.#parent, this.#span), work);
  }

  /** @param ms how long the call took, in milliseconds */
  end(outcome: CallOutcome, code: string | undefined, ms: number): void {
    const failure = failureOf(outcome, code);
    if (this.#span.isRecording() && failure !== undefined) {
      this.#span.setAttributes(failure);
      this.#span.setStatus({ code: SpanStatusCode.ERROR, message: code });
    }
    this.#span.end();
    this.#duration.record(
      ms / 1000,
      failure === undefined ? this.#attributes : { ...this.#attributes, ...failure },
    );
  }
}

/** The instrument of `mcp.server.operation.duration`; to be made after the application has set up its metrics. */
export function callDuration(): Histogram {
  return metrics.getMeter('torii-mcp').createHistogram('mcp.server.operation.duration', {
    description: 'Duration of MCP requests as the server sees them',
    unit: 's',
    advice: { explicitBucketBoundaries: BUCKETS },
  });
}

function attributesOf({ method, inbound }: McpRequest, name: string): Attributes {
  const version = inbound.era === 'modern' ? MODERN_VERSION : versionOf(inbound.request);
  const attributes: Attributes = { 'mcp.method.name': method, 'network.transport': 'tcp' };
  if (version !== undefined) attributes['mcp.protocol.version'] = version;
  const namedBy = NAMED_BY[method];
  if (namedBy !== undefined) attributes[namedBy] = name;
  if (method === 'tools/call') attributes['gen_ai.operation.name'] = 'execute_tool';
  return attributes;
}

function versionOf(request: unknown): string | undefined {
  const headers = (request as { readonly headers?: Members } | undefined)?.headers;
  const version = headers?.['mcp-protocol-version'];
  return typeof version === 'string' ? version : undefined;
}

function linksOf(
  active: Context,
  parent: Context,
): { context: NonNullable<ReturnType<typeof trace.getSpanContext>> }[] {
  const ambient = trace.getSpanContext(active);
  return ambient === undefined || parent === active ? [] : [{ context: ambient }];
}

function failureOf(outcome: CallOutcome, code: string | undefined): Attributes | undefined {
  if (outcome === 'ok' || outcome === 'input_required') return undefined;
  const rpc = code !== undefined && /^-\d+$/.test(code);
  if (rpc) return { 'error.type': code, 'rpc.response.status_code': code };
  return { 'error.type': outcome === 'error' ? 'tool_error' : (code ?? outcome) };
}

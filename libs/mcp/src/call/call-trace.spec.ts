import {
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  trace,
  type Attributes,
  type Context,
  type ContextManager,
  type Histogram,
  type Span,
  type SpanContext,
  type TextMapPropagator,
  type Tracer,
} from '@opentelemetry/api';
import { CallTrace } from './call-trace.js';
import type { Inbound } from './inbound.js';
import type { McpRequest } from './mcp-request.js';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;
const CARRIED = createContextKey('carried');

interface Started {
  readonly name: string;
  readonly carried: unknown;
  readonly attributes: Record<string, unknown>;
  readonly links?: readonly unknown[];
  ended: boolean;
}

const started: Started[] = [];

const tracer: Tracer = {
  startSpan: (name, { attributes, links } = {}, parent: Context = context.active()): Span => {
    const span: Started = {
      name,
      carried: parent.getValue(CARRIED),
      attributes: { ...attributes },
      ended: false,
      ...(links !== undefined && links.length > 0 && { links }),
    };
    started.push(span);
    const spanContext: SpanContext = { traceId: TRACE_ID, spanId: '00f067aa0ba902b8', traceFlags: 1 };
    const made = {
      spanContext: () => spanContext,
      isRecording: () => true,
      setAttributes: (given: Attributes) => {
        Object.assign(span.attributes, given);
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

function requestWith(meta: unknown, method = 'tools/call', era: Inbound['era'] = 'modern'): McpRequest {
  const principal = { caller: undefined, id: '', scopes: [], roles: [] };
  const request = { headers: { 'mcp-protocol-version': '2025-11-25' } };
  const inbound: Inbound = { principal, era, request, params: { _meta: meta } };
  return { inbound, method, id: 7 } as unknown as McpRequest;
}

describe('the trace of a call', () => {
  it('takes the trace id of the client where no tracing is set up', () => {
    const call = CallTrace.start(requestWith({ traceparent: PARENT }), 'ping');
    expect(call.traceId).toBe(TRACE_ID);
    call.end('ok', undefined, 1);
  });

  it.each([undefined, {}, { traceparent: 7 }, { traceparent: 'nonsense' }])(
    'has no trace id with %j',
    (meta) => {
      expect(CallTrace.start(requestWith(meta), 'ping').traceId).toBeUndefined();
    },
  );
});

describe('the trace of a call, where tracing is set up', () => {
  beforeAll(() => {
    trace.setGlobalTracerProvider({ getTracer: () => tracer });
    propagation.setGlobalPropagator(propagator);
  });
  beforeEach(() => {
    started.length = 0;
  });
  afterAll(() => {
    trace.disable();
    propagation.disable();
    context.disable();
  });

  it('is a span under the traceparent of the client, with the attributes of the conventions', () => {
    const call = CallTrace.start(requestWith({ traceparent: PARENT }), 'ping');
    call.end('ok', undefined, 1);
    expect(call.traceId).toBe(TRACE_ID);
    expect(started).toEqual([
      {
        name: 'tools/call ping',
        carried: PARENT,
        ended: true,
        attributes: {
          'mcp.method.name': 'tools/call',
          'mcp.protocol.version': '2026-07-28',
          'gen_ai.tool.name': 'ping',
          'gen_ai.operation.name': 'execute_tool',
          'network.transport': 'tcp',
          'jsonrpc.request.id': '7',
        },
      },
    ]);
  });

  it.each([
    ['a failed tool', 'error', 'not_found', { 'error.type': 'tool_error' }],
    [
      'an error of JSON-RPC',
      'error',
      '-32602',
      { 'error.type': '-32602', 'rpc.response.status_code': '-32602' },
    ],
    ['a refusal', 'refused', 'insufficient_scope', { 'error.type': 'insufficient_scope' }],
    ['a call that was given up', 'aborted', undefined, { 'error.type': 'aborted' }],
  ] as const)('says what went wrong with %s', (_what, outcome, code, expected) => {
    CallTrace.start(requestWith({}), 'ping').end(outcome, code, 1);
    expect(started[0]?.attributes).toMatchObject(expected);
  });

  it('names no resource by its URI, which may hold anything', () => {
    CallTrace.start(requestWith({}, 'resources/read', 'legacy'), 'note://secret').end('ok', undefined, 1);
    expect(JSON.stringify(started)).not.toContain('secret');
    expect(started[0]).toMatchObject({
      name: 'resources/read',
      attributes: { 'mcp.protocol.version': '2025-11-25' },
    });
  });

  it('links the span around it, where the client brought a parent of its own', () => {
    const around: SpanContext = { traceId: TRACE_ID, spanId: '1111111111111111', traceFlags: 1 };
    context.setGlobalContextManager(fixedContext(trace.setSpanContext(ROOT_CONTEXT, around)));
    CallTrace.start(requestWith({ traceparent: PARENT }), 'ping').end('ok', undefined, 1);
    CallTrace.start(requestWith({}), 'ping').end('ok', undefined, 1);
    expect(started.map(({ links }) => links)).toEqual([[{ context: around }], undefined]);
  });

  it('records how long each call took, in seconds', () => {
    const recorded: unknown[] = [];
    const duration = { record: (...given: unknown[]) => recorded.push(given) } as unknown as Histogram;
    CallTrace.start(requestWith({}), 'ping', duration).end('error', 'x', 1500);
    expect(recorded).toEqual([
      [1.5, expect.objectContaining({ 'gen_ai.tool.name': 'ping', 'error.type': 'tool_error' })],
    ]);
  });
});

/** A context manager in which one context is always the active one. */
function fixedContext(active: Context): ContextManager {
  const manager: ContextManager = {
    active: () => active,
    with: (_context, work, that, ...args) => work.call(that, ...args),
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}

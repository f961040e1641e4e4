import type { ServerContext } from '@modelcontextprotocol/server';

type Request = ServerContext['mcpReq'];

/** What running a handler takes of the SDK's context; the direct path has one of its own. */
export interface RunContext {
  readonly mcpReq: Readonly<
    Pick<
      Request,
      'id' | 'method' | '_meta' | 'envelope' | 'inputResponses' | 'requestState' | 'signal' | 'notify' | 'log'
    >
  >;
  readonly http?: ServerContext['http'];
}

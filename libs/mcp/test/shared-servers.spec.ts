import {
  McpServer,
  PerRequestHTTPServerTransport,
  ProtocolErrorCode,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { SharedModernTransport } from '../src/server/shared-servers.js';
import { HEADER_MISMATCH, modernStatus } from '../src/http/modern-status.js';
import { MODERN_VERSION } from '../src/era.js';

/** What the shared servers rely on without a promise of the SDK. Fails first when an upgrade changes it. */
describe('what the shared server relies on', () => {
  it('binds a server to the modern era because its transport is an instance of the SDK class', async () => {
    const versions = [...SUPPORTED_PROTOCOL_VERSIONS, MODERN_VERSION];
    const mcp = new McpServer({ name: 'pin', version: '1' }, { supportedProtocolVersions: versions });
    const transport = new SharedModernTransport();
    expect(transport).toBeInstanceOf(PerRequestHTTPServerTransport);
    await mcp.connect(transport);
    expect(mcp.server.getNegotiatedProtocolVersion()).toBe(MODERN_VERSION);
  });

  it('keeps no client on a shared server', async () => {
    const mcp = new McpServer({ name: 'pin', version: '1' });
    await mcp.connect(new SharedModernTransport());
    expect(mcp.server.getClientVersion()).toBeUndefined();
    expect(mcp.server.getClientCapabilities()).toBeUndefined();
  });

  it.each([
    [ProtocolErrorCode.ParseError, 400],
    [ProtocolErrorCode.InvalidRequest, 400],
    [ProtocolErrorCode.MethodNotFound, 404],
    [ProtocolErrorCode.UnsupportedProtocolVersion, 400],
    [ProtocolErrorCode.MissingRequiredClientCapability, 400],
    [HEADER_MISMATCH, 400],
    [ProtocolErrorCode.InvalidParams, 200],
    [ProtocolErrorCode.InternalError, 200],
  ])('answers the gate error %i with the status of the SDK', async (code, status) => {
    expect(modernStatus(code, true)).toBe(status);
    expect(await statusOfSdk(code)).toBe(status);
  });

  it('answers an error of a handler with 200, but for a missing capability', () => {
    expect(modernStatus(ProtocolErrorCode.MethodNotFound, false)).toBe(200);
    expect(modernStatus(ProtocolErrorCode.MissingRequiredClientCapability, false)).toBe(400);
    expect(modernStatus(undefined, false)).toBe(200);
  });
});

/** The status that the SDK's own transport gives an error that is sent while a message is being delivered. */
async function statusOfSdk(code: number): Promise<number> {
  const transport = new PerRequestHTTPServerTransport({
    classification: { era: 'modern', revision: MODERN_VERSION },
  });
  transport.onmessage = () => void transport.send({ jsonrpc: '2.0', id: 1, error: { code, message: 'no' } });
  await transport.start();
  const response = await transport.handleMessage({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
  return response.status;
}

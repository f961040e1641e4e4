import { startFixture, type Fixture } from './fixture/app.js';
import { runTool } from './fixture/run-tool.js';

const INSPECTOR = '@modelcontextprotocol/inspector/clients/launcher/build/index.js';

describe.each(['legacy', 'modern'])('the MCP Inspector, in the %s era', (era) => {
  let fixture: Fixture;
  beforeAll(async () => void (fixture = await startFixture()));
  afterAll(() => fixture.close());
  const inspect = (...args: string[]): ReturnType<typeof runTool> =>
    runTool(INSPECTOR, ['--cli', fixture.url, '--transport', 'http', '--protocol-era', era, ...args], 90_000);

  it('lists the tools', async () => {
    const { code, output } = await inspect('--method', 'tools/list');
    expect(output).toContain('test_simple_text');
    expect(code).toBe(0);
  });

  it('calls a tool', async () => {
    const { code, output } = await inspect('--method', 'tools/call', '--tool-name', 'test_simple_text');
    expect(output).toContain('This is a simple text response for testing.');
    expect(code).toBe(0);
  });

  it('is told that it must sign in where it has no token', async () => {
    const args = [
      '--cli',
      fixture.direct,
      '--transport',
      'http',
      '--protocol-era',
      era,
      '--method',
      'tools/list',
    ];
    const { code } = await runTool(INSPECTOR, args, 90_000);
    expect(code).not.toBe(0);
  });
});

import type { ToolOutcome } from '../toolbox/tool.js';
import { within } from './within.js';

const ok: ToolOutcome = { kind: 'result', text: 'ok', isError: false };
const never = (): Promise<ToolOutcome> => new Promise(() => undefined);

describe('within', () => {
  it('gives what the call gives', async () => {
    expect(await within(1000, new AbortController().signal, () => Promise.resolve(ok))).toBe(ok);
  });
  it('aborts a late call and tells it as failed', async () => {
    let aborted = false;
    const outcome = await within(1, new AbortController().signal, (signal) => {
      signal.addEventListener('abort', () => (aborted = true));
      return never();
    });
    expect(outcome).toMatchObject({ isError: true, structured: { code: 'tool_timeout' } });
    expect(aborted).toBe(true);
  });
  it('ends at once, with its reason, when the run is stopped', async () => {
    const stop = new AbortController();
    const waiting = within(60_000, stop.signal, never);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await expect(within(60_000, stop.signal, () => Promise.resolve(ok))).rejects.toThrow('stopped');
  });
});

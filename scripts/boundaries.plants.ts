/** For each rule of .dependency-cruiser.js a file that breaks it, and for each a neighbour that may do the same. */

/** One file of the planted tree: where it stands and what it imports. */
export interface Plant {
  readonly rule: string;
  readonly from: string;
  readonly code: string;
}

const imports = (specifier: string): string => `import { x } from '${specifier}';\nexport const y = x;\n`;
const plant = (rule: string, from: string, specifier: string): Plant => ({
  rule,
  from,
  code: imports(specifier),
});

/** Files that must be there for the plants to import; each exports `x`. */
export const targets = [
  'libs/obo/src/index.ts',
  'libs/obo/src/inside.ts',
  'libs/contract/src/index.ts',
  'local-cloud/src/index.ts',
  'local-cloud/src/inside.ts',
  'client/src/app/app.ts',
  'client/src/app/ui/icon.ts',
  'client/src/app/faults/fault.ts',
  'client/src/app/conversation/reduce.ts',
  'client/src/app/tool-calls/card.ts',
  'client/src/app/chat/chat.ts',
  'client/src/app/shell/shell.ts',
  'local-cloud/src/planner/rules.ts',
  'server/src/tools/ping.tool.ts',
  'server/src/settings.ts',
  'server/src/chat/agent/run.ts',
  'server/src/chat/records/messages.ts',
  'server/src/chat/runs/registry.ts',
  'server/src/chat/threads/list.ts',
  'server/src/store/database.ts',
] as const;

/** Packages that stand in for the real ones: name -> whether it is a development dependency. */
export const packages: Readonly<Record<string, 'dependencies' | 'devDependencies'>> = {
  passport: 'dependencies',
  'openid-client': 'dependencies',
  jose: 'dependencies',
  '@azure/msal-node': 'dependencies',
  '@azure/identity': 'dependencies',
  '@modelcontextprotocol/server': 'dependencies',
  openai: 'dependencies',
  'eventsource-parser': 'dependencies',
  kysely: 'dependencies',
  '@nestjs/common': 'dependencies',
  pg: 'dependencies',
  '@azure/msal-browser': 'devDependencies',
  minisearch: 'devDependencies',
};

/** The other halves of the planted cycles, which are reported once. */
export const cycleHalves = [
  { from: 'server/src/notes/b.ts', code: `import { y } from './a.js';\nexport const x = () => y;\n` },
  {
    from: 'server/src/notes/type-b.ts',
    code: `import type { A } from './type-a.js';\nexport interface B {\n  readonly a?: A;\n}\n`,
  },
] as const;

/** What must be refused. */
export const forbidden: readonly Plant[] = [
  plant('no-cycles', 'server/src/notes/a.ts', './b.js'),
  {
    rule: 'no-cycles',
    from: 'server/src/notes/type-a.ts',
    code: `import type { B } from './type-b.js';\nexport interface A {\n  readonly b?: B;\n}\n`,
  },
  { rule: 'no-orphans', from: 'server/src/notes/forgotten.ts', code: 'export const y = 1;\n' },
  plant('resolvable', 'server/src/notes/lost.ts', './nowhere.js'),
  plant('libs-are-islands', 'libs/mcp/src/reach.ts', '#libs/obo'),
  plant('libs-are-islands', 'libs/mcp/src/upward.ts', '../../../server/src/settings.js'),
  plant('libs-by-their-front-door', 'server/src/obo/burglar.ts', '../../../libs/obo/src/inside.js'),
  plant('local-cloud-stands-alone', 'local-cloud/src/entra/shared.ts', '#libs/obo'),
  plant('local-cloud-by-its-front-door', 'server/test/burglar.ts', '../../local-cloud/src/inside.js'),
  plant('planner-knows-no-wire', 'local-cloud/src/planner/wired.ts', '../inside.js'),
  plant('planner-by-its-front-door', 'local-cloud/src/openai/nosy.ts', '../planner/rules.js'),
  plant('client-knows-contract-only', 'client/src/app/greedy.ts', '#libs/obo'),
  plant('contract-is-types', 'client/src/app/heavy.ts', '#libs/contract'),
  plant('client-floor-of-ui', 'client/src/app/ui/curious.ts', '../faults/fault.js'),
  plant('client-floor-of-i18n', 'client/src/app/i18n/drawn.ts', '../ui/icon.js'),
  plant('client-floor-of-markdown', 'client/src/app/markdown/marked.ts', '../ui/icon.js'),
  plant('client-floor-of-config', 'client/src/app/config/asking.ts', '../conversation/reduce.js'),
  plant('client-floor-of-preferences', 'client/src/app/preferences/fond.ts', '../faults/fault.js'),
  plant('client-floor-of-auth', 'client/src/app/auth/sorry.ts', '../faults/fault.js'),
  plant('client-floor-of-faults', 'client/src/app/faults/chatty.ts', '../conversation/reduce.js'),
  plant('client-floor-of-conversation', 'client/src/app/conversation/drawn.ts', '../tool-calls/card.js'),
  plant('client-floor-of-tool-calls', 'client/src/app/tool-calls/nosy.ts', '../chat/chat.js'),
  plant('client-floor-of-threads', 'client/src/app/threads/nosy.ts', '../tool-calls/card.js'),
  plant('client-floor-of-inspector', 'client/src/app/inspector/nosy.ts', '../tool-calls/card.js'),
  plant('client-floor-of-permissions', 'client/src/app/permissions/nosy.ts', '../tool-calls/card.js'),
  plant('client-floor-of-chat', 'client/src/app/chat/framed.ts', '../shell/shell.js'),
  plant('client-floor-of-shell', 'client/src/app/shell/rooted.ts', '../app.js'),
  plant('client-rooms-have-a-floor', 'client/src/app/cellar/hidden.ts', '../shell/shell.js'),
  plant('server-without-client', 'server/src/http/render.ts', '../../../client/src/app/app.js'),
  plant('no-local-cloud-in-product', 'server/src/downstream/cheat.ts', '#local-cloud'),
  plant('chat-sees-tools-through-mcp', 'server/src/chat/shortcut.ts', '../tools/ping.tool.js'),
  plant('agent-only-thinks', 'server/src/chat/agent/remember.ts', '../../store/database.js'),
  plant('agent-only-thinks', 'server/src/chat/agent/inject.ts', '@nestjs/common'),
  plant('agent-only-thinks', 'server/src/chat/agent/listen.ts', 'node:http'),
  plant('chat-sql-in-records', 'server/src/chat/runs/query.ts', '../../store/database.js'),
  plant('chat-sql-in-records', 'server/src/chat/threads/search.ts', 'kysely'),
  plant('chat-floors', 'server/src/chat/toolbox/loop.ts', '../agent/run.js'),
  plant('chat-floors-agent', 'server/src/chat/agent/append.ts', '../records/messages.js'),
  plant('chat-floors-records', 'server/src/chat/records/notify.ts', '../runs/registry.js'),
  plant('chat-floors-runs', 'server/src/chat/runs/titles.ts', '../threads/list.js'),
  plant('settings-end-at-the-root', 'server/src/chat/curious.ts', '../settings.js'),
  plant('no-dev-dependencies-in-the-server', 'server/src/downstream/rank.ts', 'minisearch'),
  plant('home-of-passport', 'server/src/identity/login.ts', 'passport'),
  plant('home-of-jose', 'libs/mcp/src/verify.ts', 'jose'),
  plant('home-of-openid-client', 'server/src/identity/sign-in.ts', 'openid-client'),
  plant('home-of-msal-node', 'server/src/obo/token.ts', '@azure/msal-node'),
  plant('home-of-azure-identity', 'server/src/downstream/credential.ts', '@azure/identity'),
  plant('home-of-mcp', 'server/src/tools/raw.tool.ts', '@modelcontextprotocol/server'),
  plant('home-of-openai', 'server/src/chat/answer.ts', 'openai'),
  plant('home-of-eventsource-parser', 'server/src/chat/runs/parse.ts', 'eventsource-parser'),
  plant('home-of-database-driver', 'server/src/notes/query.ts', 'pg'),
  plant('home-of-sqlite', 'server/src/chat/file.ts', 'node:sqlite'),
  plant('home-of-msal-browser', 'client/src/app/chat/silent.ts', '@azure/msal-browser'),
];

/** What must stay allowed: the same imports from where they belong. */
export const allowed: readonly Omit<Plant, 'rule'>[] = [
  {
    from: 'server/src/app.module.ts',
    code: `import '#libs/obo';\nimport './settings.js';\n`,
  },
  { from: 'server/test/product.spec.ts', code: `import '#local-cloud';\nimport 'minisearch';\n` },
  { from: 'libs/entra-auth/src/verify.spec.ts', code: `import 'jose';\nimport 'passport';\n` },
  { from: 'libs/obo/src/client.spec.ts', code: `import '@azure/msal-node';\nimport './inside.js';\n` },
  { from: 'server/src/chat/model/ask.spec.ts', code: `import 'openai';\n` },
  { from: 'server/src/chat/toolbox/connect.spec.ts', code: `import '@modelcontextprotocol/server';\n` },
  {
    from: 'server/src/chat/records/insert.ts',
    code: `import 'kysely';\nimport '../../store/database.js';\nimport '../agent/run.js';\n`,
  },
  { from: 'server/src/chat/runs/start.ts', code: `import '../records/messages.js';\n` },
  { from: 'server/src/store/open.spec.ts', code: `import 'pg';\nimport 'node:sqlite';\n` },
  {
    from: 'client/src/app/auth/msal.spec.ts',
    code: `import '@azure/msal-browser';\n\n`,
  },
  {
    from: 'client/src/app/shell/page.spec.ts',
    code: `import './shell.js';\nimport '../chat/chat.js';\nimport '../ui/icon.js';\n`,
  },
  {
    from: 'client/src/app/chat/page.spec.ts',
    code: `import '../tool-calls/card.js';\nimport '../conversation/reduce.js';\nimport '../faults/fault.js';\n`,
  },
  { from: 'client/src/app/routes.spec.ts', code: `import './shell/shell.js';\nimport './app.js';\n` },
  {
    from: 'client/src/app/typed.spec.ts',
    code: `import type { X } from '#libs/contract';\nexport type Y = X;\n`,
  },
  { from: 'server/src/tools/own.tool.spec.ts', code: `import './ping.tool.js';\n` },
];

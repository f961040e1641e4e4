import { chatRoomRules } from './.dependency-cruiser.chat.js';
import { clientFloorRules } from './.dependency-cruiser.client.js';
import { localCloudRules } from './.dependency-cruiser.local-cloud.js';

/**
 * Who may import whom. Each rule says why; scripts/boundaries.spec.ts proves each one with a planted import.
 * npm packages are matched by their path under node_modules, so that a rule cannot be walked round by a deep import.
 */
const inPackage = (...names) => `^node_modules/(${names.join('|')})(/|$)`;

/** Specs and what only they use. */
const tests = ['\\.(spec|fixture|spec-support)\\.ts$', '^server/test/', '^libs/[^/]+/test/'];

/** A vendor's SDK has one home; everyone else goes through that home. */
const vendorHome = (vendor, packages, homes) => ({
  name: `home-of-${vendor}`,
  comment: `${vendor} is imported only in ${homes.join(' and ')}, so that replacing or upgrading it touches one folder.`,
  severity: 'error',
  from: {
    path: '^(server|libs|client|local-cloud)/',
    pathNot: [...homes, ...tests],
  },
  to: { path: inPackage(...packages) },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'A cycle has no first file to read, and ES modules run it in an order nobody chose. Types tie files as well.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports is dead, or its wiring is missing.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.(spec|d)\\.ts$',
          '^(e2e|bench|scripts|server/test|libs/[^/]+/test)/',
          '\\.config\\.(js|ts)$',
          'jest\\.setup\\.ts$',
          '^client/src/(main|redirect.*)\\.ts$',
          '^libs/contract/',
        ],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment:
        'An import that cannot be resolved fails at run time. (The peers of bench/ are installed on first use.)',
      severity: 'error',
      from: { pathNot: '^bench/suites/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'libs-are-islands',
      comment:
        'A library imports npm packages and itself only; what it needs of another comes through its options.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^(libs|server|client|local-cloud|e2e|bench|scripts)/', pathNot: '^libs/$1/' },
    },
    {
      name: 'libs-by-their-front-door',
      comment: 'What a library does not name in its index.ts is private.',
      severity: 'error',
      from: { path: '^(server|client|e2e|bench)/' },
      to: { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    ...localCloudRules(tests),
    {
      name: 'client-knows-contract-only',
      comment: 'The browser shares types with the server and nothing else.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(libs|server|local-cloud|bench|scripts)/', pathNot: '^libs/contract/' },
    },
    {
      name: 'contract-is-types',
      comment: 'Whatever the contract brought at run time, the browser bundle would pay for.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^libs/contract/', dependencyTypesNot: ['type-only'] },
    },
    ...chatRoomRules,
    ...clientFloorRules,
    {
      name: 'server-without-client',
      comment: 'The server serves the built client as files; it never imports it, nor tests or benchmarks.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(client|e2e|bench)/' },
    },
    {
      name: 'no-local-cloud-in-product',
      comment:
        'The local cloud changes URLs, never code: only tests, browser journeys and benchmarks may start it.',
      severity: 'error',
      from: { path: '^(server/src|client|libs)/' },
      to: { path: '^local-cloud/' },
    },
    {
      name: 'chat-sees-tools-through-mcp',
      comment:
        'The chat can do nothing that an agent at /mcp cannot, so it has no shortcut to tools or their services.',
      severity: 'error',
      from: { path: '^server/src/chat/' },
      to: { path: '^server/src/(tools|downstream|notes)/' },
    },
    {
      name: 'settings-end-at-the-root',
      comment:
        'Only the composition root (app.module.ts, composition/) reads Settings; everything else gets typed options.',
      severity: 'error',
      from: { path: '^server/src/[^/]+/', pathNot: ['^server/src/(settings|composition|doctor)/'] },
      to: { path: '^server/src/settings' },
    },
    {
      name: 'no-dev-dependencies-in-the-server',
      comment: 'The production image has no devDependencies.',
      severity: 'error',
      from: {
        path: '^(server/src|libs)/',
        pathNot: tests,
      },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
    vendorHome('passport', ['passport', 'passport-[a-z-]+', '@nestjs/passport'], ['^libs/entra-auth/']),
    vendorHome('jose', ['jose'], ['^libs/entra-auth/', '^libs/oauth-proxy/', '^local-cloud/']),
    vendorHome('openid-client', ['openid-client', 'oauth4webapi'], ['^libs/oauth-proxy/']),
    vendorHome('msal-node', ['@azure/msal-node'], ['^libs/obo/', '^server/src/entra-setup/']),
    vendorHome('azure-identity', ['@azure/identity'], ['^libs/obo/', '^server/src/composition/']),
    vendorHome(
      'mcp',
      ['@modelcontextprotocol'],
      ['^libs/mcp/', '^server/src/chat/toolbox/', '^local-cloud/src/learn/'],
    ),
    vendorHome('openai', ['openai'], ['^server/src/chat/model/']),
    vendorHome(
      'eventsource-parser',
      ['eventsource-parser'],
      ['^server/src/chat/model/', '^client/src/app/conversation/'],
    ),
    vendorHome('database-driver', ['pg', 'better-sqlite3'], ['^server/src/store/']),
    {
      name: 'home-of-sqlite',
      comment: 'node:sqlite is opened only in server/src/store, where every statement carries its owner.',
      severity: 'error',
      from: {
        path: '^(server|libs|client|local-cloud)/',
        pathNot: ['^server/src/store/', ...tests],
      },
      to: { path: '^(node:)?sqlite$' },
    },
    vendorHome(
      'msal-browser',
      ['@azure/msal-browser', '@azure/msal-angular'],
      ['^client/src/app/auth/', '^client/src/redirect[^/]*\\.ts$'],
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.angular|\\.cache|bench/node_modules)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['torii-source', 'import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};

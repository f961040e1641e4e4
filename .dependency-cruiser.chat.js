/** The rooms of the chat: thinking, remembering and speaking stay apart, so that a fault is in one of them. */
const CHAT = '^server/src/chat/';
const tests = '\\.(spec|fixture|spec-support)\\.ts$';

/** The rooms of the chat that may not be imported from below, from the top down. */
const above = (...rooms) => `${CHAT}(${rooms.join('|')})/`;

export const chatRoomRules = [
  {
    name: 'agent-only-thinks',
    comment:
      'The model and tool loop knows no database, no socket and no HTTP: what it needs of them comes through RunContext.',
    severity: 'error',
    from: { path: `${CHAT}agent/`, pathNot: tests },
    to: {
      path: [
        '^server/src/(store|http)/',
        '^node_modules/(@nestjs|fastify|@fastify|kysely|openai|@modelcontextprotocol)(/|$)',
        '^(node:)?(http|https|net|sqlite)$',
      ],
    },
  },
  {
    name: 'chat-sql-in-records',
    comment: 'Only records/ knows the tables of the chat: a statement is changed in one room.',
    severity: 'error',
    from: { path: CHAT, pathNot: [`${CHAT}records/`, tests] },
    to: { path: ['^server/src/store/', '^node_modules/kysely(/|$)'] },
  },
  {
    name: 'chat-floors',
    comment:
      'model and toolbox stand below agent, agent below records, records below runs, runs below threads.',
    severity: 'error',
    from: { path: `${CHAT}(model|toolbox)/`, pathNot: tests },
    to: { path: above('agent', 'records', 'runs', 'threads', 'catalog') },
  },
  {
    name: 'chat-floors-agent',
    comment: 'What remembers and what speaks is handed to the agent; it imports neither.',
    severity: 'error',
    from: { path: `${CHAT}agent/`, pathNot: tests },
    to: { path: above('records', 'runs', 'threads', 'catalog') },
  },
  {
    name: 'chat-floors-records',
    comment: 'Records know nothing of who listens.',
    severity: 'error',
    from: { path: `${CHAT}records/`, pathNot: tests },
    to: { path: above('runs', 'threads', 'catalog') },
  },
  {
    name: 'chat-floors-runs',
    comment: 'A run needs no thread list and no tool list of the REST API.',
    severity: 'error',
    from: { path: `${CHAT}runs/`, pathNot: tests },
    to: { path: above('threads', 'catalog') },
  },
];

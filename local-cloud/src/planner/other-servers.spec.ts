import { describe, expect, it } from '@jest/globals';
import type { JsonSchema, OfferedTool } from './conversation.js';
import { planStep } from './plan.js';
import { asking } from './planner-tools.spec-support.js';

const text: JsonSchema = { type: 'string' };

function tool(
  name: string,
  description: string,
  properties: Record<string, JsonSchema> = {},
  required = Object.keys(properties),
): OfferedTool {
  return { name, description, parameters: { type: 'object', properties, required } };
}

const repository = { owner: text, repo: text };
const FORGE = [
  tool(
    'forge__list_issues',
    'List issues in a repository.',
    { ...repository, state: { type: 'string', enum: ['open', 'closed'] } },
    ['owner', 'repo'],
  ),
  tool('forge__create_issue', 'Create a new issue in a repository.', {
    ...repository,
    title: text,
    body: text,
  }),
  tool('forge__search_code', 'Search for code across repositories.', { q: text }),
  tool('forge__delete_file', 'Delete a file from a repository.', { ...repository, path: text }),
  tool('forge__merge_pull_request', 'Merge a pull request.', {
    ...repository,
    pullNumber: { type: 'number' },
  }),
  tool('forge__list_pull_requests', 'List pull requests in a repository.', repository),
];
const FILES = [
  tool('fs__read_file', 'Read the complete contents of a file.', { path: text }),
  tool('fs__list_directory', 'List what is in a directory.', { path: text }),
  tool('fs__write_file', 'Write a file.', { path: text, content: text }),
];
const DESK = [
  tool('calculator', 'Evaluates a math expression.', { expression: text }),
  tool('translate_text', 'Translates text to another language.', { text, target_language: text }),
  tool('send_email', 'Sends an email.', { to: text, subject: text, body: text }),
  tool('create_event', 'Creates a calendar event.', {
    title: text,
    date: { type: 'string', format: 'date' },
  }),
  tool('list_events', 'Lists calendar events.', { date: { type: 'string', format: 'date' } }, []),
  tool('get_stock_price', 'Gets the latest stock price.', { symbol: text }),
  tool(
    'roll_dice',
    'Rolls dice.',
    { sides: { type: 'integer', default: 6 }, count: { type: 'integer', default: 1 } },
    [],
  ),
  tool('wikipedia_search', 'Search Wikipedia articles.', { query: text }),
  tool('get_order', 'Looks up an order by its number.', { order_id: text }),
  tool('cancel_order', 'Cancels an order.', { order_id: text }),
  tool('list_orders', 'Lists the orders of the customer.'),
];
const PLANT = [
  tool('start_pump', 'Starts the pump.'),
  tool('stop_pump', 'Stops the pump.'),
  tool('pump_status', 'Shows the state of the pump.'),
];

type Case = readonly [string, readonly OfferedTool[], string, unknown];
const vscode = { owner: 'microsoft', repo: 'vscode' };

const CASES: readonly Case[] = [
  ['list open issues in microsoft/vscode', FORGE, 'forge__list_issues', { ...vscode, state: 'open' }],
  ['show the pull requests of microsoft/vscode', FORGE, 'forge__list_pull_requests', vscode],
  [
    'create an issue in microsoft/vscode titled "It fails" with body "Error 500"',
    FORGE,
    'forge__create_issue',
    { ...vscode, title: 'It fails', body: 'Error 500' },
  ],
  [
    'merge pull request 42 in microsoft/vscode',
    FORGE,
    'forge__merge_pull_request',
    { ...vscode, pullNumber: 42 },
  ],
  [
    'delete the file README.md from microsoft/vscode',
    FORGE,
    'forge__delete_file',
    { ...vscode, path: 'README.md' },
  ],
  ['search code for useEffect cleanup', FORGE, 'forge__search_code', { q: 'useEffect cleanup' }],
  ['read the file /etc/hosts', FILES, 'fs__read_file', { path: '/etc/hosts' }],
  ['show me package.json', FILES, 'fs__read_file', { path: 'package.json' }],
  ['write "hello" to /data/a.txt', FILES, 'fs__write_file', { path: '/data/a.txt', content: 'hello' }],
  ['what is 17 * 23?', DESK, 'calculator', { expression: '17 * 23' }],
  [
    'translate "good morning" to French',
    DESK,
    'translate_text',
    { text: 'good morning', target_language: 'French' },
  ],
  [
    'send an email to ben@contoso.example with subject "Hi" saying "lunch?"',
    DESK,
    'send_email',
    { to: 'ben@contoso.example', subject: 'Hi', body: 'lunch?' },
  ],
  [
    'schedule a meeting called "Standup" tomorrow',
    DESK,
    'create_event',
    { title: 'Standup', date: '2026-11-24' },
  ],
  ['what meetings do I have today?', DESK, 'list_events', { date: '2026-11-23' }],
  ['明日の予定を教えて', DESK, 'list_events', { date: '2026-11-24' }],
  ['what is the stock price of MSFT?', DESK, 'get_stock_price', { symbol: 'MSFT' }],
  ['roll two dice', DESK, 'roll_dice', { count: 2 }],
  ['who was Alan Turing?', DESK, 'wikipedia_search', { query: 'Alan Turing' }],
  ['where is my order 1234?', DESK, 'get_order', { order_id: '1234' }],
  ['cancel order 1234', DESK, 'cancel_order', { order_id: '1234' }],
  ['注文 1234 をキャンセルして', DESK, 'cancel_order', { order_id: '1234' }],
  ['cancel my order', DESK, 'list_orders', {}],
  ['stop the pump', PLANT, 'stop_pump', {}],
  ['start the pump', PLANT, 'start_pump', {}],
  ['show the pump status', PLANT, 'pump_status', {}],
];

describe('unknown servers', () => {
  it.each(CASES)('%s', (said, tools, name, args) => {
    expect(planStep(asking(said, tools), new Date('2026-11-23T09:00:00Z'))).toEqual({
      kind: 'calls',
      calls: [{ name, arguments: args }],
    });
  });

  it.each(['is the pump running?', 'how do I stop the pump?', 'do not start the pump'])(
    'changes nothing for: %s',
    (said) => {
      const step = planStep(asking(said, PLANT), new Date('2026-11-23T09:00:00Z'));
      const names = step.kind === 'calls' ? step.calls.map((call) => call.name) : [];
      expect(names.filter((name) => name !== 'pump_status')).toEqual([]);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import type { OfferedTool } from './conversation.js';
import { planStep } from './plan.js';
import { asking, LEARN, OFFICE, PRODUCT, TORII } from './planner-tools.spec-support.js';

const now = new Date('2026-11-23T09:00:00Z');

type Case = readonly [
  text: string,
  tools: readonly OfferedTool[],
  calls: readonly (readonly [string, unknown])[],
];

const me = ['torii__get_user_info', {}] as const;
const docs = (query: string) => ['torii__search_documents', { query }] as const;
const learn = (query: string) => ['microsoft_learn__microsoft_docs_search', { query }] as const;
const code = (query: string, language?: string) =>
  ['microsoft_learn__microsoft_code_sample_search', { query, ...(language ? { language } : {}) }] as const;
const note = (title: string, text: string) => ['torii__notes_add', { title, text }] as const;
const listNotes = ['torii__notes_list', {}] as const;

const ENGLISH: readonly Case[] = [
  ['Who am I, and what do our documents say about the travel policy?', PRODUCT, [me, docs('travel policy')]],
  ['Who am I?', PRODUCT, [me]],
  ['who am i and what is OBO?', PRODUCT, [me, learn('OBO')]],
  ['What roles and scopes do I have?', PRODUCT, [me]],
  ['Which account am I signed in as?', TORII, [me]],
  ['What is my job title?', PRODUCT, [['torii__my_profile', {}]]],
  ['Show my profile', PRODUCT, [['torii__my_profile', {}]]],
  ['Show my profile and my notes', PRODUCT, [['torii__my_profile', {}], listNotes]],
  ['What does the expense policy say about hotels?', PRODUCT, [docs('expense policy hotels')]],
  ['How many days of parental leave do I get?', PRODUCT, [docs('days parental leave')]],
  ['search for the incident runbook', PRODUCT, [docs('incident runbook')]],
  [
    'Find 3 documents about remote work',
    PRODUCT,
    [['torii__search_documents', { query: 'remote work', top: 3 }]],
  ],
  ['How much can I spend on a taxi?', PRODUCT, [docs('taxi')]],
  ['Explain the on-behalf-of flow with links', PRODUCT, [learn('on-behalf-of flow')]],
  ['How does conditional access work?', PRODUCT, [learn('conditional access')]],
  ['What is a managed identity?', PRODUCT, [learn('managed identity')]],
  ['Show a code sample for MSAL Angular', PRODUCT, [code('MSAL Angular')]],
  ['Give me a TypeScript code sample for Azure OpenAI', PRODUCT, [code('Azure OpenAI', 'typescript')]],
  ['Get a token for Azure AI Search', PRODUCT, [['torii__get_azure_ai_search_token', {}]]],
  [
    'Exchange my token for https://graph.microsoft.com',
    PRODUCT,
    [['torii__exchange_token_for_resource', { resource_uri: 'https://graph.microsoft.com' }]],
  ],
  [
    'Fetch https://learn.microsoft.com/en-us/entra/msal/, please',
    PRODUCT,
    [['microsoft_learn__microsoft_docs_fetch', { url: 'https://learn.microsoft.com/en-us/entra/msal/' }]],
  ],
  ['ping the server', PRODUCT, [['torii__secure_ping', {}]]],
  ['Use secure_ping', PRODUCT, [['torii__secure_ping', {}]]],
  ['List my notes', PRODUCT, [listNotes]],
  ['Which notes do I have about Berlin?', PRODUCT, [['torii__notes_list', { query: 'Berlin' }]]],
  [
    'Add a note titled "Trip" with text "Book the hotel in Berlin"',
    PRODUCT,
    [note('Trip', 'Book the hotel in Berlin')],
  ],
  [
    'Please add a note: Groceries - milk, eggs and bread',
    PRODUCT,
    [note('Groceries', 'milk, eggs and bread')],
  ],
  [
    'Add a note that the review is on Friday',
    PRODUCT,
    [note('the review is on Friday', 'the review is on Friday')],
  ],
  ['Delete note n-42', PRODUCT, [['torii__notes_delete', { id: 'n-42' }]]],
  ['delete note 3', PRODUCT, [['torii__notes_delete', { id: '3' }]]],
  ['Could you please delete my note about Berlin?', PRODUCT, [listNotes]],
  ['What is the weather in Tokyo tomorrow?', OFFICE, [['weather_api__get_forecast', { city: 'Tokyo' }]]],
  ['Book a meeting room tomorrow', OFFICE, [['rooms__book_meeting_room', { date: '2026-11-24' }]]],
  [
    'List open tickets with high priority',
    OFFICE,
    [['tracker__listTickets', { status: 'open', priority: 'high' }]],
  ],
  ['Close ticket T-100', OFFICE, [['tracker__closeTicket', { ticketId: 'T-100' }]]],
  ['convert 250 dollars to euros', OFFICE, [['fx__convert_currency', { amount: 250 }]]],
  ['What does my token say?', PRODUCT, [me]],
  ['Who am I? (my token, my roles)', PRODUCT, [me]],
  [
    'What is the difference between v1 and v2 tokens?',
    PRODUCT,
    [learn('difference between v1 and v2 tokens')],
  ],
  [
    'Get a Microsoft Graph token',
    PRODUCT,
    [['torii__exchange_token_for_resource', { resource_uri: 'https://graph.microsoft.com' }]],
  ],
  ['Create a note called Shopping with milk and eggs', PRODUCT, [note('Shopping', 'milk and eggs')]],
  ['Note to self: call the bank', PRODUCT, [note('call the bank', 'call the bank')]],
  ['What does the travel policy say about trains?', PRODUCT, [docs('travel policy trains')]],
  ['Is the server alive?', PRODUCT, [['torii__secure_ping', {}]]],
  ['What is the sales playbook about?', PRODUCT, [docs('sales playbook')]],
  ['Which documents mention Tokyo?', PRODUCT, [docs('Tokyo')]],
  ['What is PKCE?', LEARN, [learn('PKCE')]],
  ['Where is the Osaka office?', PRODUCT, [docs('Osaka office')]],
  ['What were the third quarter figures?', PRODUCT, [docs('third quarter figures')]],
  ['What does AADSTS65001 mean?', PRODUCT, [learn('AADSTS65001')]],
  ['Show me everything about security', PRODUCT, [docs('security')]],
  ['Remember to buy milk', PRODUCT, [note('buy milk', 'buy milk')]],
  ['Summarize the incident runbook', PRODUCT, [docs('incident runbook')]],
  ['search microsoft learn for PKCE', PRODUCT, [learn('PKCE')]],
];

const JAPANESE: readonly Case[] = [
  ['私は誰ですか。出張規程には何と書いてありますか', PRODUCT, [me, docs('出張規程')]],
  ['私は誰ですか', PRODUCT, [me]],
  ['私のロールを教えて', PRODUCT, [me]],
  ['経費精算の規程について教えてください', PRODUCT, [docs('経費精算の規程')]],
  ['在宅勤務のルールは何ですか？', PRODUCT, [docs('在宅勤務のルール')]],
  ['私の役職は？', PRODUCT, [['torii__my_profile', {}]]],
  ['MSAL Angular のコードサンプルを見せて', PRODUCT, [code('MSAL Angular')]],
  ['Entra の代理フローについて説明して', PRODUCT, [learn('Entra の代理フロー')]],
  ['Azure AI Search のトークンを取得して', PRODUCT, [['torii__get_azure_ai_search_token', {}]]],
  ['メモの一覧を見せて', PRODUCT, [listNotes]],
  [
    '「出張」というタイトルで「ホテルを予約する」というメモを追加して',
    PRODUCT,
    [note('出張', 'ホテルを予約する')],
  ],
  ['メモ n-42 を削除して', PRODUCT, [['torii__notes_delete', { id: 'n-42' }]]],
  ['ベルリンについてのメモを削除してください', PRODUCT, [listNotes]],
  ['牛乳を買うことをメモして', PRODUCT, [note('牛乳を買うこと', '牛乳を買うこと')]],
  ['MCP とは何ですか', PRODUCT, [learn('MCP')]],
  ['メモ n-42 を削除していただけますか', PRODUCT, [['torii__notes_delete', { id: 'n-42' }]]],
  ['on-behalf-of フローをリンク付きで説明してください', PRODUCT, [learn('on-behalf-of フロー')]],
  [
    'メモを追加: タイトル「出張窓口」、本文「月曜日に電話する」',
    PRODUCT,
    [note('出張窓口', '月曜日に電話する')],
  ],
  ['東京の天気は？', OFFICE, [['weather_api__get_forecast', { city: '東京' }]]],
  ['未完了のチケットの一覧', OFFICE, [['tracker__listTickets', { status: 'open' }]]],
];

const SILENT: readonly Case[] = [
  ['How do I delete a note?', TORII, []],
  ['Do not delete any notes', TORII, []],
  ['Tell me a joke', PRODUCT, []],
  ['Tell me a joke about cats', PRODUCT, []],
  ['hello', PRODUCT, []],
  ['What can you do?', PRODUCT, []],
  ['What is your name?', PRODUCT, []],
  ['こんにちは', PRODUCT, []],
  ['メモを削除しないで', TORII, []],
  ['ticket T-100', OFFICE, []],
  ['Who am I?', [], []],
];

function callsOf(text: string, tools: readonly OfferedTool[]): unknown {
  const step = planStep(asking(text, tools), now);
  return step.kind === 'calls' ? step.calls.map((call) => [call.name, call.arguments]) : [];
}

describe('choice of tools', () => {
  it.each(ENGLISH)('English: %s', (text, tools, calls) => {
    expect(callsOf(text, tools)).toEqual(calls);
  });

  it.each(JAPANESE)('Japanese: %s', (text, tools, calls) => {
    expect(callsOf(text, tools)).toEqual(calls);
  });

  it.each(SILENT)('never changes or invents anything for: %s', (text, tools) => {
    const step = planStep(asking(text, tools), now);
    const changes =
      step.kind === 'calls' ? step.calls.filter(({ name }) => /delete|add|close/i.test(name)) : [];
    expect(changes).toEqual([]);
  });

  it.each(SILENT.filter(([text]) => /joke|hello|こん|Who|you/.test(text)))(
    'answers by itself: %s',
    (text, tools) => {
      expect(planStep(asking(text, tools), now).kind).toBe('text');
    },
  );
});

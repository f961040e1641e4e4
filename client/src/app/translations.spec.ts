import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEMO_PEOPLE } from './auth/people.js';
import { SIGN_IN_FAULTS } from './auth/sign-in-fault.js';
import { FAULT_CODES } from './faults/fault-words.js';
import { EXPLAINED_CLAIMS } from './inspector/explained-claims.js';
import { TOOL_FAULT_CODES } from './tool-calls/tool-faults.js';
import { ASKED_TOOLS, KNOWN_TOOLS } from './tool-calls/tool-words.js';
import { words } from './i18n/en/words.js';
import { LANGUAGES, wordsOf } from './i18n/language.js';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const english = flat(words);
const placeholders = (text: string) =>
  [...text.matchAll(/{{(\w+)}}/g)]
    .map(([, name]) => name)
    .toSorted((a, b) => String(a).localeCompare(String(b)));

/** Whole keys in templates and classes, such as `'chat.send' | translate`. */
function keysInSources(): readonly string[] {
  const folder = join(process.cwd(), 'client/src/app');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(html|ts)$/.test(file) && !/spec\.ts$|^i18n[\\/]/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/'([a-z]\w+(?:\.\w+)+)'\)? \| translate/g),
    ])
    .map(([, key]) => key ?? '');
}

describe.each(LANGUAGES)('the translations into $name', ({ code }) => {
  let texts: Map<string, string>;

  beforeAll(async () => {
    texts = flat((await wordsOf(code)) as Tree);
  });

  it('are the words of that language', () => {
    expect(texts.get('auth.signIn') === words.auth.signIn).toBe(code === 'en');
  });

  it('have the same keys as English', () => {
    expect([...texts.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('use the same placeholders as English', () => {
    const used = (of: Map<string, string>) =>
      Object.fromEntries([...of].map(([key, text]) => [key, placeholders(text)]));
    expect(used(texts)).toEqual(used(english));
  });

  it('speak to the person, never to the model', () => {
    const forModels = /\bthe person\b(?!’| brings)|this tool again|do not repeat/i;
    expect([...texts].filter(([key, text]) => !key.startsWith('claims.') && forModels.test(text))).toEqual(
      [],
    );
  });

  it('leave nothing empty', () => {
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

describe('the English words', () => {
  it('know every key that a template asks for', () => {
    const keys = keysInSources();
    expect(keys.length).toBeGreaterThan(60);
    expect(keys.filter((key) => !english.has(key))).toEqual([]);
  });

  it('have words for every fault, sign-in fault, tool and claim that has a name', () => {
    const needed = [
      ...FAULT_CODES.flatMap((code) => [`faults.${code}.what`, `faults.${code}.why`, `faults.${code}.now`]),
      ...SIGN_IN_FAULTS.map((code) => `signInFaults.${code}`),
      ...Object.keys(KNOWN_TOOLS).flatMap((tool) => [`tools.${tool}.running`, `tools.${tool}.done`]),
      ...TOOL_FAULT_CODES.flatMap((code) => [`toolFaults.${code}.what`, `toolFaults.${code}.now`]),
      ...ASKED_TOOLS.map((tool) => `approval.ask.${tool}`),
      ...DEMO_PEOPLE.map(({ key }) => `people.${key}`),
      ...EXPLAINED_CLAIMS.map((claim) => `claims.${claim}`),
    ];
    expect(needed.filter((key) => !english.has(key))).toEqual([]);
  });

  it.each([
    ['auth.signIn', 'Sign in'],
    ['auth.signOut', 'Sign out'],
    ['chat.message', 'Message'],
    ['chat.send', 'Send'],
    ['chat.stop', 'Stop'],
    ['threads.newChat', 'New chat'],
    ['approval.name', 'Approval: {{title}}'],
    ['approval.allow', 'Allow once'],
    ['approval.allowInChat', 'Allow in this chat'],
    ['approval.always', 'Always allow'],
    ['approval.deny', 'Deny'],
    ['toolState.denied', 'You said no'],
    ['signInCard.skip', 'Go on without it'],
    ['account.switchPerson', 'Switch person'],
    ['permissions.title', 'What Torii may do as me'],
    ['permissions.takeBack', 'Take back'],
    ['compare.group', 'Ask the same as'],
    ['compare.answer', 'Answer for {{name}}'],
    ['inspector.reveal', 'Reveal raw token'],
    ['signInCard.goOn', 'Continue'],
    ['inspector.title', 'Inspector'],
    ['inspector.identity', 'Identity'],
    ['inspector.run', 'Run'],
    ['inspector.tools', 'Tools'],
    ['inspector.getSearchToken', 'Get Azure AI Search token'],
    ['settings.language', 'Language'],
    ['settings.theme', 'Theme'],
  ])('name %s as the public contract does: %s', (key, name) => {
    expect(english.get(key)).toBe(name);
  });
});

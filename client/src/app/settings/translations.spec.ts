import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { SIGN_IN_FAULTS } from '../auth/sign-in-fault.js';
import { FAULT_CODES } from '../chat/fault-words.js';
import { EXPLAINED_CLAIMS } from '../inspector/explained-claims.js';
import { KNOWN_TOOLS } from '../tool-calls/tool-words.js';
import { en } from './en.js';
import { ja } from './ja.js';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const english = flat(en);
const japanese = flat(ja as Tree);
const placeholders = (text: string) =>
  [...text.matchAll(/{{(\w+)}}/g)]
    .map(([, name]) => name)
    .toSorted((a, b) => String(a).localeCompare(String(b)));

/** Whole keys in templates and classes, such as `'chat.send' | translate`. */
function keysInSources(): readonly string[] {
  const folder = join(process.cwd(), 'client/src/app');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(html|ts)$/.test(file) && !/spec\.ts$|settings[\\/](en|ja)/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/'([a-z]\w+(?:\.\w+)+)'\)? \| translate/g),
    ])
    .map(([, key]) => key ?? '');
}

describe('the translations', () => {
  it('have the same keys in every language', () => {
    expect([...japanese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('use the same placeholders in every language', () => {
    for (const [key, text] of english)
      expect([key, placeholders(japanese.get(key) ?? '')]).toEqual([key, placeholders(text)]);
  });

  it('leave nothing empty', () => {
    expect([...english, ...japanese].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

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
      ...EXPLAINED_CLAIMS.map((claim) => `claims.${claim}`),
    ];
    expect(needed.filter((key) => !english.has(key))).toEqual([]);
  });

  it('keep the accessible names of the public contract', () => {
    const names = [
      'auth.signIn',
      'auth.signOut',
      'chat.message',
      'chat.send',
      'chat.stop',
      'threads.newChat',
      'approval.allow',
      'approval.deny',
      'signInCard.goOn',
      'inspector.title',
      'inspector.identity',
      'inspector.run',
      'inspector.tools',
      'inspector.getSearchToken',
      'settings.language',
      'settings.theme',
      'approval.name',
    ];
    expect(names.map((name) => english.get(name))).toEqual([
      'Sign in',
      'Sign out',
      'Message',
      'Send',
      'Stop',
      'New chat',
      'Allow once',
      'Deny',
      'Continue',
      'Inspector',
      'Identity',
      'Run',
      'Tools',
      'Get Azure AI Search token',
      'Language',
      'Theme',
      'Approval: {{title}}',
    ]);
  });
});

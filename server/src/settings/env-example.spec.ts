import { readFileSync } from 'node:fs';
import { loadSettings } from './load-settings.js';
import { SETTING_NAMES } from './settings.js';

const lines = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8').split('\n');
const entries = lines.flatMap((line) => {
  const match = /^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
  return match ? [{ name: match[1] ?? '', value: match[2] ?? '' }] : [];
});

describe('.env.example', () => {
  it('lists every setting once, in the order of the class', () => {
    expect(entries.map(({ name }) => name)).toEqual([...SETTING_NAMES]);
  });

  it('keeps the order of the contract', () => {
    const contract = readFileSync(new URL('../../../docs/contract.md', import.meta.url), 'utf8');
    const table = contract.slice(contract.indexOf('## 3. Settings'), contract.indexOf('## 4. '));
    const named = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) =>
      [...String(cell).matchAll(/`([A-Z_]+)`/g)].map((match) => String(match[1])),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(entries.map(({ name }) => name).filter((name) => named.includes(name))).toEqual(named);
  });

  it('shows the defaults that the class has', () => {
    const ids = {
      TENANT_ID: '10000000-c047-4050-8a00-000000000001',
      API_APP_ID: 'a0000000-0000-4000-8a00-0000000000a1',
    };
    const defaults = loadSettings(ids) as unknown as Record<string, unknown>;
    // `$NAME` refers to another setting, and the credentials' order stands for "those configured".
    const shown = Object.fromEntries(
      entries
        .filter(
          ({ name, value }) =>
            value !== '' && !value.includes('$') && !['OBO_CREDENTIALS', 'USE_OBO_FLOW'].includes(name),
        )
        .map(({ name, value }) => [name, value]),
    );
    const read = loadSettings({ ...ids, ...shown }) as unknown as Record<string, unknown>;
    for (const name of Object.keys(shown)) expect({ [name]: read[name] }).toEqual({ [name]: defaults[name] });
  });

  it('explains each setting above its line', () => {
    const unexplained = lines.filter(
      (line, index) =>
        /^(# )?[A-Z][A-Z0-9_]*=/.test(line) &&
        !/^# /.test(lines[index - 1] ?? '') &&
        !/^[A-Z_]+=/.test(lines[index - 1] ?? ''),
    );
    expect(unexplained).toEqual([]);
  });
});

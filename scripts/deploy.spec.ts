import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { localSettings } from '../local-cloud/src/settings.js';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
type Tree = Readonly<Record<string, unknown>>;
const tree = (path: string): Tree => parse(read(path), { merge: true }) as Tree;

describe('compose', () => {
  const { services } = tree('deploy/compose.yaml') as { services: Record<string, Record<string, never>> };

  it('gives both replicas what the local cloud says', () => {
    const local = localSettings({ cloudUrl: 'http://localhost:3900', productUrl: 'http://localhost:3000' });
    for (const name of ['torii-1', 'torii-2']) expect(services[name]?.['environment']).toMatchObject(local);
  });

  it('runs the product without rights and with a read-only root', () => {
    for (const name of ['torii-1', 'torii-2'])
      expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });
});

describe('Kubernetes', () => {
  const folder = 'deploy/kubernetes';
  const resources = readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => parseAllDocuments(read(join(folder, name))).map((each) => each.toJS() as Tree));
  const kind = (name: string): Tree => resources.find((each) => each['kind'] === name) ?? {};

  it('lists every file that there is', () => {
    const listed = (kind('Kustomization') as { resources: string[] }).resources;
    const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml'));
    expect(listed.toSorted()).toEqual(files.filter((name) => name !== 'kustomization.yaml').toSorted());
  });

  it('asks the health routes with a time-out of one second, and lets runs end', () => {
    const { template } = (kind('Deployment') as { spec: { template: { spec: Record<string, never> } } }).spec;
    const [container] = template.spec['containers'] as Record<string, never>[];
    const probe = (path: string) => ({ httpGet: { path: `/api/health/${path}` }, timeoutSeconds: 1 });
    expect(container).toMatchObject({
      livenessProbe: probe('live'),
      readinessProbe: probe('ready'),
      securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
    });
    expect(template.spec['terminationGracePeriodSeconds']).toBeGreaterThan(25);
    expect(template.spec['securityContext']).toMatchObject({ runAsNonRoot: true, runAsUser: 65532 });
  });

  it('names only settings that exist', () => {
    const known = new Set(
      [...read('.env.example').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name),
    );
    const named = [...read(`${folder}/torii.env`).matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('Bicep', () => {
  const modules = readdirSync(join(root, 'infra/modules')).map(
    (name) => [name, read(`infra/modules/${name}`)] as const,
  );
  const main = read('infra/main.bicep');

  it('gives each module exactly the parameters that it has and needs', () => {
    for (const [name, text] of modules) {
      const block = main.slice(main.indexOf(`'modules/${name}'`));
      const given = /params: \{([\s\S]*?)\n? *\}\n/.exec(block)?.[1] ?? '';
      const names = [...given.matchAll(/(?:^|[\s,{])([a-zA-Z]+): /g)].map(([, each]) => String(each));
      const params = [...text.matchAll(/^param (\w+) \w+( =)?/gm)];
      const needed = params.filter(([, , preset]) => preset === undefined).map(([, each]) => String(each));
      expect({ name, missing: needed.filter((each) => !names.includes(each)) }).toEqual({
        name,
        missing: [],
      });
      const known = params.map(([, each]) => String(each));
      expect({ name, unknown: names.filter((each) => !known.includes(each)) }).toEqual({ name, unknown: [] });
    }
  });

  it('reads only outputs that a module has', () => {
    for (const [, module, output] of main.matchAll(/\b(\w+)\.outputs\.(\w+)/g))
      expect(read(`infra/modules/${String(module)}.bicep`)).toMatch(
        new RegExp(`^output ${String(output)} `, 'm'),
      );
  });

  it('has no key, password or secret of its own', () => {
    const all = modules.map(([, text]) => text).join('\n');
    expect(all).toContain("passwordAuth: 'Disabled'");
    expect(all.match(/disableLocalAuth: true/g)).toHaveLength(2);
    expect(all).toContain('adminUserEnabled: false');
    expect(all).not.toMatch(/newGuid|administratorLoginPassword|listAdminKeys/);
  });

  it('gives the app settings that exist, three probes of one second, and one replica at least', () => {
    const app = read('infra/modules/app.bicep');
    const known = read('.env.example');
    const names = [...app.matchAll(/\{ name: '([A-Z][A-Z0-9_]+)'/g)].map(([, name]) => String(name));
    expect(names.length).toBeGreaterThan(12);
    expect(names.filter((name) => name !== 'NODE_ENV' && !known.includes(`${name}=`))).toEqual([]);
    expect(app.match(/timeoutSeconds: 1\n/g)).toHaveLength(3);
    expect(app).toContain('minReplicas: 1');
  });
});

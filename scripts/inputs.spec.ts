import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashInputs, isFresh } from './inputs.mjs';
import { freePort, isFree, portOf, requireFree } from './ports.mjs';

describe('what a build is made of', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'torii-inputs-'));
    mkdirSync(join(directory, 'src'));
    writeFileSync(join(directory, 'src/a.ts'), 'a');
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const hash = (): string => hashInputs([join(directory, 'src'), join(directory, 'missing')]);

  it('changes with the content, the name and the number of its files', () => {
    const seen = new Set([hash()]);
    writeFileSync(join(directory, 'src/a.ts'), 'b');
    seen.add(hash());
    writeFileSync(join(directory, 'src/b.ts'), 'b');
    seen.add(hash());
    rmSync(join(directory, 'src/a.ts'));
    seen.add(hash());

    expect(seen.size).toBe(4);
  });

  it('does not change with specs and documents', () => {
    const before = hash();
    writeFileSync(join(directory, 'src/a.spec.ts'), 'x');
    writeFileSync(join(directory, 'src/README.md'), 'x');

    expect(hash()).toBe(before);
  });

  it('is fresh only where the output and the same stamp are there', () => {
    const [stamp, output] = [join(directory, 'stamp'), join(directory, 'out.js')];
    writeFileSync(stamp, 'same');

    expect(isFresh(stamp, 'same', output)).toBe(false);
    writeFileSync(output, '');
    expect(isFresh(stamp, 'same', output)).toBe(true);
    expect(isFresh(stamp, 'other', output)).toBe(false);
  });
});

describe('ports', () => {
  let taken: Server;
  let port: number;

  beforeEach(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });

  afterEach(() => new Promise((resolve) => taken.close(resolve)));

  it('names the port that is in use', async () => {
    await expect(requireFree(port, 'the server', 'choose another')).rejects.toThrow(`Port ${port} `);
  });

  it('finds another one where the wanted one is taken', async () => {
    const other = await freePort(port);

    expect(other).not.toBe(port);
    expect(await isFree(other)).toBe(true);
  });

  it.each(['abc', '0', '65536', '1.5'])('refuses %s as a port', (text) => {
    expect(() => portOf({ PORT: text }, 'PORT', 3000)).toThrow('PORT');
  });

  it.each([undefined, '', ' '])('takes the default for %p', (text) => {
    expect(portOf({ PORT: text }, 'PORT', 3000)).toBe(3000);
  });
});

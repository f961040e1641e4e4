/** Runs the suites one after another, prints one table and writes results.json with the machine's facts. */
import { readdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { BenchRow, BenchSuite } from './suite.ts';
import { table } from './table.ts';

const here = import.meta.dirname;
const wanted = process.argv.slice(2);

const suites = await loadSuites();
const names = suites.map((suite) => suite.name);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No suite named ${unknown.join(', ')}. There are: ${names.join(', ') || 'none'}.`);
  process.exit(64);
}

const rows: BenchRow[] = [];
for (const suite of suites) {
  if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
  console.log(`running ${suite.name} ...`);
  rows.push(...(await suite.run()));
}
console.log(`\n${table(rows)}`);
writeFileSync(
  join(here, 'results.json'),
  `${JSON.stringify({ machine: machineFacts(), rows }, undefined, 2)}\n`,
);

const broken = rows.filter((row) => row.pass === false);
console.log(
  broken.length > 0 ? `\n${broken.length} of the promises were not kept.` : '\nEvery promise was kept.',
);
process.exitCode = broken.length > 0 ? 1 : 0;

async function loadSuites(): Promise<readonly BenchSuite[]> {
  const files = readdirSync(join(here, 'suites')).filter((file) => file.endsWith('.suite.ts'));
  const loaded: BenchSuite[] = [];
  // One after the other: two suites that load Nest at once, one by require, is a race that Node refuses.
  for (const file of files.toSorted()) {
    const { suite } = (await import(`./suites/${file}`)) as { suite?: BenchSuite };
    if (!suite) throw new Error(`bench/suites/${file} must export "suite".`);
    loaded.push(suite);
  }
  return loaded;
}

function machineFacts(): Record<string, unknown> {
  const processors = cpus();
  return {
    takenAt: new Date().toISOString(),
    node: process.version,
    system: `${platform()} ${release()} ${arch()}`,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Sets variables in a `.env` file and leaves every other line as it is. A commented line of the same name is replaced,
 * so that a copy of `.env.example` stays in order. Readable by its owner only: it may hold a secret.
 */
export function writeEnvFile(file: string, values: Readonly<Record<string, string>>): void {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  for (const [name, value] of Object.entries(values)) {
    const line = `${name}=${value}`;
    const set = lines.findIndex((one) => one.startsWith(`${name}=`));
    const commented = lines.findIndex((one) => one.startsWith(`# ${name}=`));
    const at = set >= 0 ? set : commented;
    if (at >= 0) lines[at] = line;
    else lines.splice(lines.at(-1) === '' ? lines.length - 1 : lines.length, 0, line);
  }
  const text = lines.join('\n');
  writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`, { mode: 0o600 });
  // A file that stood there keeps its mode.
  chmodSync(file, 0o600);
}

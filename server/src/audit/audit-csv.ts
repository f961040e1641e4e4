import type { AuditRecord } from '#libs/contract';

const COLUMNS: readonly (readonly [string, (record: AuditRecord) => unknown])[] = [
  ['at', ({ at }) => at],
  ['kind', ({ kind }) => kind],
  ['oid', ({ who }) => who.oid],
  ['name', ({ who }) => who.name],
  ['client', ({ client }) => client?.azp],
  ['client_name', ({ client }) => client?.name],
  ['agent', ({ agent }) => agent?.id],
  ['server', ({ server }) => server],
  ['tool', ({ tool }) => tool],
  ['arguments_hash', ({ argumentsHash }) => argumentsHash],
  ['decision', ({ decision }) => decision],
  ['decided_by', ({ decidedBy }) => decidedBy],
  ['audience', ({ audience }) => audience],
  ['scopes', ({ scopes }) => scopes?.join(' ')],
  ['correlation_id', ({ correlationId }) => correlationId],
  ['outcome', ({ outcome }) => outcome],
  ['code', ({ code, entraCode }) => [code, entraCode].filter(Boolean).join(' ')],
  ['ms', ({ ms }) => ms],
  ['trace_id', ({ traceId }) => traceId],
];

/** What a spreadsheet would take for a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/** Records as CSV (RFC 4180) with a header line. A text that a spreadsheet would run gets an apostrophe before it. */
export function toCsv(records: readonly AuditRecord[]): string {
  const lines = records.map((record) => COLUMNS.map(([, read]) => cell(read(record))));
  return [COLUMNS.map(([name]) => name), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  const text = value === undefined ? '' : String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

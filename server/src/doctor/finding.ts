/** What one check found. `cause` and `fix` are given where something is wrong. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail';
  readonly check: string;
  readonly found: string;
  readonly fix?: string;
}

export const ok = (check: string, found: string): Finding => ({ state: 'ok', check, found });
export const warn = (check: string, found: string, fix: string): Finding => ({
  state: 'warn',
  check,
  found,
  fix,
});
export const fail = (check: string, found: string, fix: string): Finding => ({
  state: 'fail',
  check,
  found,
  fix,
});

/** One line of the report: state, check, what was found, and what to do about it. */
export function lineOf({ state, check, found, fix }: Finding): string {
  const advice = fix === undefined ? '' : ` -> ${fix}`;
  return `${state.padEnd(4)}  ${check}: ${found}${advice}`;
}

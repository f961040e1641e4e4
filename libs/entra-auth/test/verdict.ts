import { AUTH_ERROR_CODES, AUTH_FAILURES } from '../src/index.js';
import { metadataFor } from './app.js';
import { type Answer, parametersOf } from './ask.js';
import type { Outcome } from './cases/case.js';
import { APP_ID_URI } from './tokens.js';

/** What a caller can tell about an answer of the gate: status, body and challenge. */
export interface Verdict {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly challenge: Readonly<Record<string, string | undefined>>;
}

/** Reads the verdict off an answer; every success looks alike. */
export function verdictOf(answer: Answer): Verdict {
  if (answer.status === 200 || answer.status === 201) return ACCEPTED;
  const { status, code, detail } = answer.body;
  return { status: answer.status, body: { status, code, detail }, challenge: parametersOf(answer) };
}

/** What the failure table promises for a request that needs the required scope. */
export function promised(outcome: Outcome, path: string): Verdict {
  if (outcome === 'accepted') return ACCEPTED;
  const [code, description] = AUTH_FAILURES[outcome];
  const { status, error }: { status: number; error?: string } = AUTH_ERROR_CODES[code];
  const namesScope = status === 401 || error === 'insufficient_scope';
  return {
    status,
    body: { status, code, detail: description },
    challenge: {
      ...(error === undefined
        ? {}
        : { error, error_description: description.replaceAll('"', String.raw`\"`) }),
      resource_metadata: metadataFor(path),
      ...(namesScope ? { scope: `${APP_ID_URI}/access_as_user` } : {}),
    },
  };
}

const ACCEPTED: Verdict = { status: 200, body: {}, challenge: {} };

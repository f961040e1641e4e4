/**
 * What the local Entra knows about each AADSTS number: OAuth error, suberror, HTTP status and sentence, read from
 * `content/aadsts.json`.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes and recorded answers.
 */
import { readText } from '../content.js';

/** One line of the catalogue. */
export interface AadstsEntry {
  readonly error: string;
  readonly text: string;
  readonly suberror?: string;
  /** HTTP status of the token endpoint; 400 where absent. */
  readonly status?: number;
  /** Conditional Access errors answer with a claims request that satisfies the policy. */
  readonly challenge?: boolean;
}

/** The catalogue, by number. */
export const AADSTS = JSON.parse(readText('aadsts.json')) as Readonly<Record<number, AadstsEntry>>;

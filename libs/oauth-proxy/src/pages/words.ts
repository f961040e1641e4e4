import type { PageReason } from '../oauth-error.js';

/** Sentences of the pages in one language; `{0}`, `{1}` are filled in. */
export interface Words {
  readonly consentTitle: string;
  readonly consentLead: string;
  readonly client: string;
  readonly saysItIs: string;
  readonly quoted: string;
  readonly unnamed: string;
  readonly target: string;
  readonly onThisComputer: string;
  readonly application: string;
  readonly may: string;
  readonly loopbackNote: string;
  readonly then: string;
  readonly allow: string;
  readonly cancel: string;
  readonly goingOn: string;
  readonly goingOnLink: string;
  readonly goingBack: string;
  readonly goingBackLink: string;
  readonly connectTitle: string;
  readonly connectLead: string;
  readonly connectFor: string;
  readonly connectWhat: string;
  readonly connectThen: string;
  readonly continue: string;
  readonly doneTitle: string;
  readonly doneLead: string;
  readonly reference: string;
  readonly errors: Readonly<Record<PageReason, readonly [title: string, what: string]>>;
}

/** Fills the places of a sentence. */
export function fill(sentence: string, ...values: readonly string[]): string {
  return sentence.replace(/\{(\d)\}/g, (_place, index: string) => values[Number(index)] ?? '');
}

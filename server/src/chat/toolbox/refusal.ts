/** What a thrown error of a call means to the person and the model. */
import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { InsufficientScopeError } from '@modelcontextprotocol/client';
import { OboError } from '#libs/obo';
import { authWanted } from './outcome.js';
import { failed, type ToolOutcome } from './tool.js';

const logger = new Logger('Chat');

/**
 * A thrown refusal: what the person can solve becomes a question, everything else a sentence for the model.
 * @param own false for a foreign server: of it counts only what the exchange of its token came to
 */
export function refusal(error: unknown, own: boolean): ToolOutcome {
  const facts = own ? factsOf(error) : exchangeFactsOf(error);
  const wanted = facts && authWanted(facts);
  if (wanted) {
    const text = `The call was refused: the person must sign in again (${wanted.code}).`;
    return { kind: 'auth', wanted, failure: { kind: 'result', text, structured: facts, isError: true } };
  }
  const { message } = error instanceof Error ? error : { message: 'unknown' };
  return failed(`The call failed: ${message.slice(0, 500)}`, 'tool_call_failed');
}

const FACTS = ['code', 'scopes', 'claims', 'resource', 'entraCode', 'correlationId'] as const;

/** Public facts of a refusal, wherever in the chain of causes it stands. */
function factsOf(error: unknown): Readonly<Record<string, unknown>> | undefined {
  if (error instanceof InsufficientScopeError) return scopeFacts(error.requiredScope?.split(' ') ?? []);
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const facts = Object.fromEntries(
      FACTS.flatMap((key) => (key in at ? [[key, Reflect.get(at, key)]] : [])),
    );
    if (authWanted(facts))
      return facts['code'] === 'insufficient_scope' ? scopeFacts(facts['scopes']) : facts;
  }
  return undefined;
}

/** Facts of an exchange that failed; no word of the foreign server is among them. */
function exchangeFactsOf(error: unknown): Readonly<Record<string, unknown>> | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (!(at instanceof OboError)) continue;
    const { code, scopes, claims, resource, entraCode, correlationId } = at;
    return { code, scopes, claims, resource, entraCode, correlationId };
  }
  return undefined;
}

/** No authority took part in a scope refusal, so the id to look for in the log is our own. */
function scopeFacts(scopes: unknown): Readonly<Record<string, unknown>> {
  const correlationId = randomUUID();
  const [first] = Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [];
  const resource = first?.slice(0, Math.max(0, first.lastIndexOf('/')));
  logger.log({ message: 'a tool asks for more scopes', correlationId, scopes });
  return { code: 'insufficient_scope', scopes, correlationId, ...(resource ? { resource } : {}) };
}

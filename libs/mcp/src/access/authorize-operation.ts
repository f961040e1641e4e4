import type { CallAudit } from '../call/call-audit.js';
import type { Inbound } from '../call/inbound.js';
import type { Need } from '../registry/entries.js';
import type { Operation, OperationIndex } from '../registry/operation-index.js';
import type { AccessPolicy, Principal } from './access-policy.js';

/** Authorizes what a request is going to use: at the HTTP endpoint, in process, and once more where it is run. */
export class OperationAuthorizer {
  readonly #operations: OperationIndex;
  readonly #access: AccessPolicy;
  readonly #audit: CallAudit;

  constructor(operations: OperationIndex, access: AccessPolicy, audit: CallAudit) {
    this.#operations = operations;
    this.#access = access;
    this.#audit = audit;
  }

  /**
   * Finds the operation that a request names and authorizes it before anything runs.
   * @returns `undefined` where the request names none
   * @throws HttpChallenge `insufficient_scope`; the refusal stands in the audit then
   */
  authorize(method: unknown, inbound: Inbound): Operation | undefined {
    const operation = this.#operations.find(method, inbound.params);
    if (operation === undefined) return undefined;
    const { name, need } = operation;
    const refusal = this.#access.refusal(need, inbound.principal);
    if (refusal === undefined) return operation;
    const { code } = refusal;
    this.#audit.write({ method: String(method), name, need, outcome: 'refused', code, ms: 0 }, inbound);
    throw refusal;
  }

  /** @throws HttpChallenge `insufficient_scope` where the caller lacks something */
  require(need: Need, principal: Principal): void {
    const refusal = this.#access.refusal(need, principal);
    if (refusal !== undefined) throw refusal;
  }
}

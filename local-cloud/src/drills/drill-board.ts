/** The drill board: faults and scripted answers that are switched on now. */
import { X509Certificate } from 'node:crypto';
import { faultyResponse } from './faults.js';
import {
  type DeltaDrill,
  type DrillSettings,
  type Fault,
  FAULTY_SERVICES,
  type FaultyService,
  type KeySetDrill,
  type ModelFault,
  type TokenRule,
} from './settings.js';

interface Counted<T> {
  readonly rule: T;
  left: number;
}

/** Holds what `LocalCloud.drill()` switched on, and counts it down. */
export class DrillBoard {
  #faults = new Map<FaultyService, Counted<Fault>>();
  #model?: Counted<ModelFault>;
  #delta?: Counted<DeltaDrill>;
  #rules: Counted<TokenRule>[] = [];
  /** Certificates registered for the API at run time. */
  certificates: readonly X509Certificate[] = [];
  /** Token version of the API, where a drill changed it. */
  tokenVersion?: '1.0' | '2.0';
  /** Members of the metadata document to replace. */
  metadataMembers: Readonly<Record<string, string>> = {};
  /** Whether discovery announces client id metadata documents. */
  clientIdMetadataDocuments = false;
  keySet: KeySetDrill = {};
  /** How many requests miss an object that Graph just made. */
  graphLag = 0;

  /** Takes over the declarative members of a change; `apply.ts` does the rest. */
  set(change: DrillSettings): void {
    for (const service of FAULTY_SERVICES) {
      const fault = change[service];
      if (fault === null) this.#faults.delete(service);
      else if (fault) this.#faults.set(service, counted(fault));
    }
    if (change.model !== undefined) this.#model = change.model ? counted(change.model) : undefined;
    if (change.delta !== undefined) this.#delta = change.delta ? counted(change.delta) : undefined;
    if (change.token) this.#rules = change.token.map(counted);
    if (change.tokenVersion !== undefined) this.tokenVersion = change.tokenVersion ?? undefined;
    if (change.metadataMembers !== undefined) this.metadataMembers = change.metadataMembers ?? {};
    if (change.clientIdMetadataDocuments !== undefined) {
      this.clientIdMetadataDocuments = change.clientIdMetadataDocuments ?? false;
    }
    if (change.graphLag !== undefined) this.graphLag = change.graphLag;
    if (change.keySet !== undefined) this.keySet = change.keySet ?? {};
    if (change.certificates) this.certificates = change.certificates.map((pem) => new X509Certificate(pem));
  }

  reset(): void {
    this.#faults.clear();
    this.#model = undefined;
    this.#delta = undefined;
    this.#rules = [];
    this.certificates = [];
    this.tokenVersion = undefined;
    this.metadataMembers = {};
    this.clientIdMetadataDocuments = false;
    this.keySet = {};
    this.graphLag = 0;
  }

  /** The fault that meets this request of a service, as a response. */
  async answerOf(service: FaultyService, request: Request): Promise<Response | undefined> {
    const fault = take(this.#faults.get(service));
    return fault && faultyResponse(fault, request.signal);
  }

  /** The fault that meets this request to the model. */
  takeModel(): ModelFault | undefined {
    return take(this.#model);
  }

  /** How `users/delta` behaves now. */
  get delta(): DeltaDrill {
    return this.#delta?.rule ?? {};
  }

  /** How this request with a link of `users/delta` is refused. */
  takeDeltaRefusal(): DeltaDrill['refuse'] {
    return this.delta.refuse && take(this.#delta)?.refuse;
  }

  /** The first rule of the token endpoint that still counts and that `matches`; counts it down. */
  takeTokenRule(matches: (rule: TokenRule) => boolean): TokenRule | undefined {
    return take(this.#rules.find(({ rule, left }) => left > 0 && matches(rule)));
  }

  /** What is on, for `GET /_drill`. */
  state(): Record<string, unknown> {
    const show = <T extends object>({ rule, left }: Counted<T>) => ({
      ...rule,
      ...(Number.isFinite(left) ? { left } : {}),
    });
    return {
      ...Object.fromEntries([...this.#faults].map(([service, entry]) => [service, show(entry)])),
      ...(this.#model ? { model: show(this.#model) } : {}),
      ...(this.#delta ? { delta: show(this.#delta) } : {}),
      token: this.#rules.map(show),
      tokenVersion: this.tokenVersion ?? '2.0',
      metadataMembers: this.metadataMembers,
      clientIdMetadataDocuments: this.clientIdMetadataDocuments,
      keySet: this.keySet,
      graphLag: this.graphLag,
      certificates: this.certificates.map((certificate) => certificate.fingerprint256),
    };
  }
}

function counted<T extends { readonly count?: number }>(rule: T): Counted<T> {
  return { rule, left: rule.count ?? Number.POSITIVE_INFINITY };
}

function take<T>(entry: Counted<T> | undefined): T | undefined {
  if (!entry || entry.left <= 0) return undefined;
  entry.left -= 1;
  return entry.rule;
}

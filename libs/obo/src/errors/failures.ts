/** Facts that a next step may name; each is empty where it is not known. */
export interface NextStepFacts {
  /** Scopes that consent or interaction is needed for. */
  readonly scopes?: readonly string[];
  /** Correlation id (GUID) under which the operator finds the cause. */
  readonly correlationId?: string;
  /** Seconds after which another try makes sense. */
  readonly retryAfterSeconds?: number;
}

/** Who can solve a failure, and how: the person, whoever calls, an administrator, the operator, or time alone. */
export type SolvedBy =
  | 'consent'
  | 'step-up'
  | 'sign-in'
  | 'another-call'
  | 'administrator'
  | 'operator'
  | 'waiting';

/**
 * All that is known of one failure. To add a code, add its row here.
 * @example
 * const { status, solvedBy }: OboFailure = OBO_FAILURES.step_up_required; // 403, 'step-up'
 */
export interface OboFailure {
  /** HTTP status it becomes. */
  readonly status: 400 | 401 | 403 | 503;
  /** Public sentence. Nothing in it comes from a token, the authority or the settings. */
  readonly message: string;
  /** What has to happen next, for a person or a model; never names the server's own credential. */
  readonly nextStep: (facts: NextStepFacts) => string;
  readonly solvedBy: SolvedBy;
  /**
   * AADSTS numbers that hint at this failure. Entra says of them that they "will be broken over time", so they decide
   * only where `error`, `suberror` and `claims` leave the question open.
   * Source: Entra, "Microsoft Entra authentication and authorization error codes".
   */
  readonly aadsts: readonly number[];
}

const reference = ({ correlationId }: NextStepFacts): string =>
  correlationId === undefined ? '' : ` Correlation id: ${correlationId}.`;

const tellTheOperator = (facts: NextStepFacts): string =>
  `This is a fault of the server, not of the person; trying again does not help. Tell the operator.${reference(facts)}`;

/**
 * Every way in which an exchange can fail. Codes are stable, prose may change.
 * @example
 * OBO_FAILURES.consent_required.status; // 403
 */
export const OBO_FAILURES = {
  obo_disabled: {
    status: 503,
    message: 'On-behalf-of is switched off on this server.',
    nextStep: () =>
      'On-behalf-of is switched off on this server; this tool cannot work until the operator turns it on.',
    solvedBy: 'operator',
    aadsts: [],
  },
  app_only_token: {
    status: 403,
    message: 'The caller is an application without a user; on-behalf-of needs a signed-in user.',
    nextStep: () =>
      'This tool acts on behalf of a person. Call it with the token of a signed-in user, not of an application.',
    solvedBy: 'another-call',
    aadsts: [7000114],
  },
  resource_not_allowed: {
    status: 400,
    message: 'The resource is not on the allow-list of this server.',
    nextStep: () =>
      'This server does not exchange tokens for that resource. Choose one of the resources it lists.',
    solvedBy: 'another-call',
    aadsts: [],
  },
  consent_required: {
    status: 403,
    message: 'Consent is missing: the user or an administrator has to accept the permissions.',
    nextStep: ({ scopes = [] }) =>
      `The person has not consented yet${scopes.length > 0 ? ` for ${scopes.join(' ')}` : ''}. Ask the person to consent, then call this tool again.`,
    solvedBy: 'consent',
    aadsts: [65001, 65004, 90094, 90095, 9002341, 650056],
  },
  /** 401 instead for a caller that declares `cp1`. */
  step_up_required: {
    status: 403,
    message: 'More authentication is needed: sign in again and answer the claims challenge.',
    nextStep: () =>
      'The person has to sign in again with more proof (for example MFA). Ask them to do so, then call this tool again.',
    solvedBy: 'step-up',
    aadsts: [
      50076, 50079, 50072, 50074, 50078, 50158, 50005, 50055, 50097, 53000, 53001, 53002, 70043, 700082,
      16000,
    ],
  },
  access_blocked: {
    status: 403,
    message: 'A policy of the organisation blocks this access.',
    nextStep: (facts) =>
      `A policy of the organisation blocks this access; trying again does not help. Tell the person to ask their administrator.${reference(facts)}`,
    solvedBy: 'administrator',
    aadsts: [53003, 530032, 530034, 530035, 530031, 53004, 50105, 50053, 50057, 501051, 90093, 500571],
  },
  /** The user assertion is bad, expired, revoked or for somebody else. */
  invalid_token: {
    status: 401,
    message: 'The authority did not accept the token as a user assertion: get a new token and try again.',
    nextStep: () =>
      'The sign-in of the person is no longer accepted. Ask the person to sign in again, then call this tool again.',
    solvedBy: 'sign-in',
    aadsts: [50013, 500131, 500133, 50173, 70000, 50027, 50132, 50133, 240002, 700008, 70008, 7000012],
  },
  /** The client credential or federated trust of this server is wrong or has expired. */
  upstream_credential_error: {
    status: 503,
    message: 'The server could not authenticate itself. The operator has to look at it.',
    nextStep: tellTheOperator,
    solvedBy: 'operator',
    aadsts: [
      700027, 700024, 7000214, 7000215, 7000222, 1000502, 7000274, 7000277, 700016, 70002, 700211, 700212,
      700213, 700223, 7000218, 700021, 700023, 700025, 50012, 7000216, 7000232,
    ],
  },
  /** Tenant, cloud, resource or scope is set up wrongly. */
  upstream_configuration_error: {
    status: 503,
    message: 'The server is not configured correctly for this exchange. The operator has to look at it.',
    nextStep: tellTheOperator,
    solvedBy: 'operator',
    aadsts: [
      90002, 50049, 90038, 9001023, 90051, 500011, 650057, 700022, 70011, 28002, 28003, 650052, 650053,
      9002313, 900144, 50001,
    ],
  },
  authority_unavailable: {
    status: 503,
    message: 'The authority is not available at the moment: try again later.',
    nextStep: ({ retryAfterSeconds }) =>
      `The authority is not available at the moment. Try again ${retryAfterSeconds === undefined ? 'later' : `in ${String(retryAfterSeconds)} seconds`}.`,
    solvedBy: 'waiting',
    aadsts: [50196, 90055, 90024, 90006, 90012, 90025, 90033, 50000, 20001, 90056],
  },
} as const satisfies Readonly<Record<string, OboFailure>>;

/**
 * Stable failure code of an exchange.
 * @example
 * const code: OboErrorCode = 'consent_required';
 */
export type OboErrorCode = keyof typeof OBO_FAILURES;

/** The rows in one shape, for readers of any of them. */
const ROWS: Readonly<Record<OboErrorCode, OboFailure>> = OBO_FAILURES;

/**
 * Finds the row of a code that came as text, for example out of a tool's result.
 * @example
 * oboFailure('consent_required')?.solvedBy; // 'consent'
 * oboFailure('tool_call_failed'); // undefined
 */
export function oboFailure(code: unknown): OboFailure | undefined {
  return typeof code === 'string' && Object.hasOwn(ROWS, code) ? ROWS[code as OboErrorCode] : undefined;
}

const BY_NUMBER: ReadonlyMap<number, OboErrorCode> = new Map(
  (Object.keys(ROWS) as OboErrorCode[]).flatMap((code) => ROWS[code].aadsts.map((n) => [n, code] as const)),
);

/**
 * The code that an AADSTS number hints at.
 * @example
 * oboCodeOf(65001); // 'consent_required'
 */
export function oboCodeOf(number: number | undefined): OboErrorCode | undefined {
  return number === undefined ? undefined : BY_NUMBER.get(number);
}

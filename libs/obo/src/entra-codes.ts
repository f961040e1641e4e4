/**
 * AADSTS numbers. Entra says of them that they "will be broken over time", so they decide only where `error`,
 * `suberror` and `claims` leave the question open.
 * Source: Entra, "Microsoft Entra authentication and authorization error codes".
 * @module
 */

const numbers = (list: string): ReadonlySet<number> => new Set(list.split(/\s+/).map(Number));

/** Consent of the user or an administrator is missing. */
export const CONSENT_CODES = numbers('65001 65004 90094 90095 9002341 650056');

/** Conditional access asks for more, and interaction can give it. */
export const STEP_UP_CODES = numbers(
  '50076 50079 50072 50074 50078 50158 50005 50055 50097 53000 53001 53002 70043 700082 16000',
);

/** A policy or the state of the account forbids it; interaction does not help. */
export const BLOCKED_CODES = numbers(
  '53003 530032 530034 530035 530031 53004 50105 50053 50057 501051 90093 500571',
);

/** The user assertion is bad, expired, revoked or for somebody else. */
export const ASSERTION_CODES = numbers(
  '50013 500131 500133 50173 70000 50027 50132 50133 240002 700008 70008 7000012',
);

/** The assertion belongs to an application. */
export const APP_ONLY_CODES = numbers('7000114');

/** Our own credential or federated trust is wrong or has expired. */
export const CREDENTIAL_CODES = numbers(
  '700027 700024 7000214 7000215 7000222 1000502 7000274 7000277 700016 70002 700211 700212 700213 700223 7000218 700021 700023 700025 50012 7000216 7000232',
);

/** Of those, the ones that a proof made anew may heal: a rotated certificate, an assertion grown old. */
export const RELOAD_CODES = numbers(
  '700027 700024 7000214 1000502 7000274 7000277 700211 700212 700213 50012 7000222',
);

/** Tenant, cloud, resource or scope is set up wrongly: the operator's to mend. */
export const CONFIGURATION_CODES = numbers(
  '90002 50049 90038 9001023 90051 500011 650057 700022 70011 28002 28003 650052 650053 9002313 900144 50001',
);

/** Throttled or busy. */
export const BUSY_CODES = numbers('50196 90055 90024 90006 90012 90025 90033 50000 20001 90056');

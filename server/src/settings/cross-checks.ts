import { CREDENTIAL_VARIABLES, type Settings } from './settings.js';
import { isSecureUrl } from './url-fields.js';

/** One thing that is wrong with the environment. `message` never repeats a value. */
export interface SettingFault {
  readonly name: string;
  readonly message: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Faults that only two settings together show.
 * @param faulty names that are wrong by themselves already: not reported twice.
 */
export function crossFaults(
  settings: Settings,
  environment: Environment,
  faulty: ReadonlySet<string>,
): readonly SettingFault[] {
  return [
    ...credentialFaults(settings, faulty),
    ...rawTokenFaults(settings, environment),
    ...frontDoorFaults(settings, faulty),
  ].filter(({ name }) => !faulty.has(name));
}

function credentialFaults(settings: Settings, faulty: ReadonlySet<string>): readonly SettingFault[] {
  if (faulty.has('OBO_CREDENTIALS') || faulty.has('USE_OBO_FLOW')) return [];
  const faults = settings.OBO_CREDENTIALS.filter(
    (kind) => settings[CREDENTIAL_VARIABLES[kind]] === undefined,
  ).map((kind) => ({
    name: 'OBO_CREDENTIALS',
    message: `names ${kind}, but ${CREDENTIAL_VARIABLES[kind]} is not set`,
  }));
  if (settings.USE_OBO_FLOW && settings.OBO_CREDENTIALS.length === 0) {
    const variables = Object.values(CREDENTIAL_VARIABLES).join(', ');
    faults.push({
      name: 'USE_OBO_FLOW',
      message: `is true, but no client credential is configured: set one of ${variables}`,
    });
  }
  return faults;
}

/** Pairs of settings of which one is useless without the other, and what is off then. */
const PAIRS: readonly (readonly [keyof Settings & string, keyof Settings & string, string])[] = [
  ['AZURE_OPENAI_ENDPOINT', 'AZURE_OPENAI_CHAT_DEPLOYMENT_NAME', 'chat'],
  ['AZURE_SEARCH_ENDPOINT', 'AZURE_SEARCH_INDEX', 'search_documents'],
];

/** What is worth a line in the log at start: legal, but hardly what the operator meant. */
export function settingWarnings(settings: Settings): readonly string[] {
  const warnings = PAIRS.flatMap(([one, other, feature]) => {
    if ((settings[one] === undefined) === (settings[other] === undefined)) return [];
    const [absent, present] = settings[one] === undefined ? [one, other] : [other, one];
    return [`${feature} is off: ${present} is set, but ${absent} is not`];
  });
  if (settings.SPA_CLIENT_ID === undefined) {
    warnings.push('SPA_CLIENT_ID is not set: nobody can sign in with the browser client or Swagger UI');
  }
  if (settings.DATABASE_URL.startsWith('postgres') && settings.ENCRYPTION_KEYS.length === 0) {
    warnings.push('ENCRYPTION_KEYS is not set: several replicas need the same keys, this one makes its own');
  }
  return warnings;
}

function rawTokenFaults(settings: Settings, environment: Environment): readonly SettingFault[] {
  const production = environment['NODE_ENV'] === 'production';
  if (settings.TOKEN_INSPECTOR !== 'full' || !production || settings.ALLOW_RAW_TOKENS) return [];
  return [
    {
      name: 'TOKEN_INSPECTOR',
      message:
        'may not be full in production, since it shows raw tokens: use claims, or set ALLOW_RAW_TOKENS=true',
    },
  ];
}

/** The front door signs people in as a confidential client: without a credential it could not redeem a code. */
function frontDoorFaults(settings: Settings, faulty: ReadonlySet<string>): readonly SettingFault[] {
  if (settings.OAUTH_PROXY !== 'on' || faulty.has('OBO_CREDENTIALS')) return [];
  const variables = Object.values(CREDENTIAL_VARIABLES).join(', ');
  const faults: SettingFault[] = [];
  if (settings.OBO_CREDENTIALS.length === 0) {
    const message = `is on, but no client credential is configured: set one of ${variables}`;
    faults.push({ name: 'OAUTH_PROXY', message });
  }
  if (!faulty.has('PUBLIC_URL') && !isSecureUrl(settings.PUBLIC_URL)) {
    const message = 'must be https (http only for loopback hosts) where OAUTH_PROXY is on';
    faults.push({ name: 'PUBLIC_URL', message });
  }
  return faults;
}

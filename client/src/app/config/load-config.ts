import type { ClientConfig, Problem } from '#libs/contract';

/** Why the client could not start; `code` chooses the words on the start-failure page. */
export type StartFailureCode = 'server_unreachable' | 'config_refused' | 'config_invalid';

/** The settings of the client could not be had. `code` is stable, `cause` carries what was thrown. */
export class StartFailure extends Error {
  constructor(
    readonly code: StartFailureCode,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
    this.name = 'StartFailure';
  }
}

const REQUIRED = ['tenantId', 'spaClientId', 'apiScope', 'authority'] as const;

/** Fetches `GET /api/config`. Throws {@link StartFailure}. */
export async function loadConfig(fetcher: typeof fetch = fetch): Promise<ClientConfig> {
  let response: Response;
  try {
    response = await fetcher('/api/config', { headers: { accept: 'application/json' }, cache: 'no-store' });
  } catch (cause) {
    throw new StartFailure('server_unreachable', 'GET /api/config was not answered', { cause });
  }
  if (!response.ok) throw new StartFailure('config_refused', await refusal(response));
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    throw new StartFailure('config_invalid', 'GET /api/config did not answer JSON', { cause });
  }
  return checked(body);
}

function checked(body: unknown): ClientConfig {
  const config = (body ?? {}) as Record<string, unknown>;
  const missing = REQUIRED.filter((name) => typeof config[name] !== 'string' || config[name] === '');
  if (missing.length > 0) {
    throw new StartFailure('config_invalid', `GET /api/config lacks ${missing.join(', ')}`);
  }
  return {
    features: { chat: false, obo: false, search: false, tokenInspector: 'off' },
    local: false,
    ...config,
  } as ClientConfig;
}

async function refusal(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  const id = problem.traceId === undefined ? '' : ` (${problem.traceId})`;
  return `GET /api/config answered ${response.status} ${problem.code ?? response.statusText}${id}`;
}

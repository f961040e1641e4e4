/** Puts the stand-ins behind one handler: faults first, then each stand-in in turn. */
import { createDrillHandler } from './control/handler.js';
import { FAULTY_PATHS } from './drills/faults.js';
import type { Entra } from './entra/entra.js';
import { createDeviceCode } from './entra/authorize/device-code.js';
import { createAuthorize, type Flows } from './entra/authorize/endpoint.js';
import { createForms } from './entra/authorize/forms.js';
import { createLogout } from './entra/authorize/logout.js';
import { revocationChallenge } from './entra/continuous-access.js';
import { createDiscovery } from './entra/discovery.js';
import { createAboutPages } from './entra/pages/about.page.js';
import { serveAssets } from './entra/pages/assets.js';
import { TicketStore } from './entra/sessions.js';
import { createTokenEndpoint } from './entra/token-endpoint.js';
import { createUserInfo } from './entra/user-info.js';
import { createGraph } from './graph/index.js';
import type { Handler } from './handler.js';
import { createLearn } from './learn/index.js';
import { createManagedIdentity } from './managed-identity/index.js';
import { createOpenAi } from './openai/index.js';
import { createSearch } from './search/index.js';
import { MODEL_API_KEY } from './settings.js';
import { createTokenVerifier } from './entra/verify-token.js';

/** How long a half-done sign-in waits. */
const FLOW_LIFETIME_MS = 30 * 60_000;

/** Endpoints that a page of another origin may read. */
const OPEN_TO_BROWSERS =
  /^\/[^/]+\/((v2\.0\/)?\.well-known\/openid-configuration|discovery\/[\w./]+|oauth2\/(v2\.0\/)?token|userinfo)$/;

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-max-age': '600',
};

/** The cloud as one handler. */
export function createRouter(entra: Entra, options: { readonly pace: 'human' | 'instant' }): Handler {
  const { drills, now, url } = entra.context;
  const verify = createTokenVerifier(entra);
  const flows: Flows = new TicketStore(now, FLOW_LIFETIME_MS);
  const handlers: Handler[] = [
    createDrillHandler(entra),
    createDiscovery(entra),
    createTokenEndpoint(entra),
    createAuthorize(entra, flows),
    createForms(entra, flows),
    createDeviceCode(entra, flows),
    createLogout(entra),
    serveAssets,
    createAboutPages(entra),
    createUserInfo(entra),
    createSearch({ verify, challenge: (claims) => revocationChallenge(entra, claims) }),
    createLearn({ url }),
    createOpenAi({
      verify,
      now,
      pace: options.pace,
      apiKeys: [MODEL_API_KEY],
      drills: () => drills.takeModel(),
    }),
    createGraph(entra),
    createManagedIdentity(entra),
  ];
  return async (request) => {
    const { pathname } = new URL(request.url);
    const open = OPEN_TO_BROWSERS.test(pathname);
    if (open && request.method === 'OPTIONS') return preflight(request);
    const service = FAULTY_PATHS.find(([, pattern]) => pattern.test(pathname))?.[0];
    const faulty = service && (await drills.answerOf(service, request));
    if (faulty) return open ? opened(faulty) : faulty;
    for (const handler of handlers) {
      const response = await handler(request);
      if (response) return open ? opened(response) : response;
    }
    return undefined;
  };
}

function preflight(request: Request): Response {
  const headers = new Headers(CORS);
  const wanted = request.headers.get('access-control-request-headers');
  if (wanted) headers.set('access-control-allow-headers', wanted);
  return new Response(null, { status: 204, headers });
}

function opened(response: Response): Response {
  for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
  return response;
}

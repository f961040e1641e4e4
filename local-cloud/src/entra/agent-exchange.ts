/**
 * The exchange token (T1) of Entra Agent ID: a blueprint gets it for one of its agents, and the agent authenticates
 * with it.
 * Source: https://learn.microsoft.com/entra/agent-id/agent-on-behalf-of-oauth-flow
 */
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { AadstsError } from './aadsts.js';
import { plain } from './directory.js';
import type { Entra } from './entra.js';
import { type Registration, TOKEN_EXCHANGE_APP_ID } from './registration.js';
import { accessTokenClaims, type AccessTokenRequest } from './tokens.js';

/** Claims of T1: the request's own, with the subject that names blueprint and agent. `fmiPath` is the agent's app id. */
export function exchangeTokenClaims(
  entra: Entra,
  blueprint: Registration,
  fmiPath: string,
  request: AccessTokenRequest,
): Record<string, unknown> {
  if (request.resource.appId !== TOKEN_EXCHANGE_APP_ID) {
    throw new AadstsError(70011, {
      text: "The parameter 'fmi_path' goes with the scope 'api://AzureADTokenExchange/.default' only.",
    });
  }
  const agent = fmiPath === '' ? undefined : entra.directory.registered(fmiPath);
  if (agent?.blueprint !== blueprint.appId) {
    throw new AadstsError(fmiPath === '' ? 900144 : 700016, {
      text:
        fmiPath === ''
          ? "The parameter 'fmi_path' must not be empty."
          : `Agent identity with identifier '${plain(fmiPath)}' was not found under the blueprint '${blueprint.appId}'.`,
    });
  }
  const claims = accessTokenClaims(entra, { ...request, version: '2.0' });
  return { ...claims, sub: subjectOf(request.tenantId, blueprint.appId, agent.appId) };
}

/** Checks the client assertion of an agent: T1 of its own blueprint, for it, of this tenant. */
export async function verifyAgentAssertion(
  entra: Entra,
  agent: Registration,
  assertion: string,
  tenantId: string,
): Promise<void> {
  const { iss, sub } = decodeAssertion(assertion);
  if (iss !== entra.issuer(tenantId, '2.0')) {
    throw new AadstsError(700211, {
      text: `No matching federated identity record found for presented assertion issuer '${plain(String(iss))}'.`,
    });
  }
  if (sub !== subjectOf(tenantId, agent.blueprint ?? '', agent.appId)) {
    throw new AadstsError(700213, {
      text: `No matching federated identity record found for presented assertion subject '${plain(String(sub))}'.`,
    });
  }
  await verifyExchangeToken(entra, assertion);
}

/** Checks signature, audience and time of a token for the token exchange. */
export async function verifyExchangeToken(
  entra: Entra,
  token: string,
): Promise<ReturnType<typeof decodeJwt>> {
  decodeAssertion(token);
  const key = entra.keys.find(decodeProtectedHeader(token).kid);
  if (!key) throw new AadstsError(50013);
  const options = {
    algorithms: ['RS256'],
    audience: [TOKEN_EXCHANGE_APP_ID],
    currentDate: new Date(entra.context.now()),
    requiredClaims: ['exp'],
  };
  try {
    return (await jwtVerify(token, key.publicKey, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new AadstsError(700024);
    if (error instanceof errors.JWTClaimValidationFailed) throw new AadstsError(700212);
    throw new AadstsError(50013);
  }
}

function subjectOf(tenantId: string, blueprint: string, agent: string): string {
  return `/eid1/c/pub/t/${tenantId}/a/${blueprint}/${agent}`;
}

function decodeAssertion(assertion: string): ReturnType<typeof decodeJwt> {
  try {
    return decodeJwt(assertion);
  } catch {
    throw new AadstsError(50012, { text: 'Client assertion is not a well-formed JWT.' });
  }
}

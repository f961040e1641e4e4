/**
 * On-behalf-of: a middle tier exchanges the token it was called with for one to the next API.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { AadstsError } from '../aadsts.js';
import type { Entra } from '../entra.js';
import {
  askedScopes,
  answerForPerson,
  type Grant,
  type GrantRequest,
  type TokenAnswer,
} from '../token-answer.js';
import { generationOf } from '../tokens.js';

/** `grant_type` of the exchange. */
export const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The grant: the assertion's person, for the resource of `scope`. */
export const onBehalfOf: Grant = async (entra, request): Promise<TokenAnswer> => {
  const { form } = request;
  const assertion = form.get('assertion');
  if (!assertion) {
    throw new AadstsError(900144, {
      text: "The request body must contain the following parameter: 'assertion'.",
    });
  }
  if (form.get('requested_token_use') !== 'on_behalf_of') {
    throw new AadstsError(900144, {
      text: "The request body must contain the following parameter: 'requested_token_use'.",
    });
  }
  const scopes = askedScopes(entra, request);
  const payload = await verifyAssertion(entra, request, assertion);
  checkKind(payload);
  const user = entra.directory.account({ oid: payload['oid'] });
  if (!user) throw new AadstsError(50177);
  const authentication = {
    user,
    amr: texts(payload['amr']),
    acrs: texts(payload['acrs']),
    generation: generationOf(payload),
  };
  return answerForPerson(entra, { request, authentication, scopes });
};

async function verifyAssertion(entra: Entra, request: GrantRequest, assertion: string): Promise<JWTPayload> {
  const { client, tenantId } = request;
  const options = {
    algorithms: ['RS256'],
    // An agent exchanges the tokens of its blueprint.
    audience: ownAudience(entra, client.blueprint ?? client.appId, assertion),
    issuer: [entra.issuer(tenantId, '1.0'), entra.issuer(tenantId, '2.0')],
    requiredClaims: ['exp', 'oid', 'tid'],
    currentDate: new Date(entra.context.now()),
  };
  try {
    const { payload } = await jwtVerify(
      assertion,
      (header: { kid?: string }) => {
        const key = entra.keys.find(header.kid);
        if (!key) throw new AadstsError(50013);
        return key.publicKey;
      },
      options,
    );
    return payload;
  } catch (error) {
    const refused = refusal(error, client.appId);
    throw client.blueprint !== undefined && refused.aadsts === 500131 ? new AadstsError(50013) : refused;
  }
}

/** The audience of an assertion, where that names the client: by app id or by any of its identifier URIs. */
function ownAudience(entra: Entra, appId: string, assertion: string): string {
  try {
    const { aud } = decodeJwt(assertion);
    if (typeof aud === 'string' && entra.directory.resource(aud)?.appId === appId) return aud;
  } catch {
    // Not a JWT at all: verification says so.
  }
  return appId;
}

function refusal(error: unknown, appId: string): AadstsError {
  if (error instanceof AadstsError) return error;
  if (error instanceof errors.JWTExpired) return new AadstsError(500133);
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') {
      return new AadstsError(500131, {
        text: `Assertion audience does not match the Client app presenting the assertion. The expected audience is '${appId}' or one of the Application Uris of this application.`,
      });
    }
    if (error.claim === 'nbf') return new AadstsError(500133);
    return new AadstsError(50013, { text: `Assertion failed validation: '${error.claim}'.` });
  }
  return new AadstsError(50013);
}

/** Tells user access tokens from app-only tokens and id_tokens. */
function checkKind(payload: JWTPayload): void {
  const scopes = typeof payload['scp'] === 'string' ? payload['scp'] : '';
  if (scopes !== '' && scopes !== '/') return;
  if (payload['idtyp'] === 'app' || payload['roles'] !== undefined || payload.sub === payload['oid']) {
    throw new AadstsError(7000114);
  }
  throw new AadstsError(240002);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

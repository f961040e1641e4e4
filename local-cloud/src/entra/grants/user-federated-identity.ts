/**
 * The user_fic grant: an agent acts as its own user account, proved by a token (T2) that it got as itself.
 * Source: https://learn.microsoft.com/entra/agent-id/agent-user-oauth-flow
 */
import { AGENT_USER } from '../../demo.js';
import { AadstsError } from '../aadsts.js';
import { verifyExchangeToken } from '../agent-exchange.js';
import { answerForPerson, askedScopes, type Grant } from '../token-answer.js';

export const userFederatedIdentity: Grant = async (entra, request) => {
  const { client, form } = request;
  if (client.blueprint === undefined) throw new AadstsError(70003);
  const token = form.get('user_federated_identity_credential');
  if (!token) {
    throw new AadstsError(900144, {
      text: "The request body must contain the following parameter: 'user_federated_identity_credential'.",
    });
  }
  const payload = await verifyExchangeToken(entra, token);
  if (payload['azp'] !== client.appId) throw new AadstsError(700213);
  const byName = form.get('username');
  const byId = form.get('user_id');
  const named = byName === null ? byId === AGENT_USER.oid : byName.toLowerCase() === AGENT_USER.upn;
  if (!named) throw new AadstsError(50000);
  const authentication = { user: AGENT_USER, amr: [], acrs: [], generation: 0 };
  return answerForPerson(entra, { request, authentication, scopes: askedScopes(entra, request) });
};

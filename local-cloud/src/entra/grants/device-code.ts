/** The device_code grant (RFC 8628 section 3.4), by the short name that MSAL sends and by the URN. */
import { AadstsError } from '../aadsts.js';
import { answerForPerson, askedScopes, type Grant } from '../token-answer.js';

export const deviceCode: Grant = (entra, request) => {
  const { client, form, tenantId } = request;
  const presented = form.get('device_code');
  if (!presented) {
    throw new AadstsError(900144, {
      text: "The request body must contain the following parameter: 'device_code'.",
    });
  }
  const { deviceCodes } = entra.sessions;
  const found = deviceCodes.look(presented);
  if (!found || found.value.clientId !== client.appId || found.value.tenantId !== tenantId) {
    throw new AadstsError(70018);
  }
  if (!found.alive) throw new AadstsError(70019);
  const { outcome, scope } = found.value;
  if (outcome === undefined) throw new AadstsError(70016);
  deviceCodes.delete(presented);
  if (outcome === 'declined') throw new AadstsError(65004, { error: 'authorization_declined' });
  return answerForPerson(entra, {
    request,
    authentication: outcome,
    scopes: askedScopes(entra, request, scope),
  });
};

/** Applies a drill: switches on the board, and acts on keys, sign-ins, consents and the directory. */
import { DEMO_USERS, type DemoUser } from '../demo.js';
import type { Entra } from '../entra/entra.js';
import { downstreamResource } from '../entra/registrations.js';
import type { DrillSettings } from '../drills/settings.js';

/** Applies one change; members that are absent stay as they are. */
export function applyDrill(entra: Entra, change: DrillSettings): void {
  entra.context.drills.set(change);
  if (change.keys) changeKeys(entra, change.keys);
  changeAccounts(entra, change);
  if (change.refreshTokens === 'expire') entra.sessions.refreshTokens.expireAll();
  if (change.refreshTokens === 'revoke') entra.sessions.refreshTokens.clear();
  for (const uri of change.resources ?? []) {
    entra.directory.addDownstream(downstreamResource(uri));
    entra.accounts.grantToEveryoneButBen();
  }
}

/** Everything back to the start but keys and sign-ins. */
export function resetCloud(entra: Entra): void {
  entra.context.drills.reset();
  entra.directory.reset();
  entra.accounts.setPolicies();
  entra.accounts.resetConsent();
  entra.accounts.forgetRevocations();
  entra.people.reset();
}

function changeKeys(entra: Entra, keys: NonNullable<DrillSettings['keys']>): void {
  if (keys.rollover) entra.keys.rotate(!keys.removeOld);
  else if (keys.removeOld) entra.keys.removeOld();
}

function changeAccounts(entra: Entra, change: DrillSettings): void {
  const { accounts } = entra;
  for (const user of people(change.revoke ?? [])) entra.revoke(user);
  for (const user of people(change.disable ?? [])) entra.people.change(user, { enabled: false });
  for (const user of people(change.remove ?? [])) entra.people.change(user, { deleted: true });
  for (const user of people(change.enable ?? []))
    entra.people.change(user, { enabled: true, deleted: false });
  if (change.consent?.reset === 'all') accounts.resetConsent();
  else if (change.consent) for (const user of people(change.consent.reset)) accounts.resetConsent(user);
  if (change.policies) {
    const id = (index: number) => `d2111000-0000-4000-8a00-${String(index + 1).padStart(12, '0')}`;
    accounts.setPolicies(change.policies.map((policy, index) => ({ ...policy, id: id(index) })));
  }
}

function people(keys: readonly DemoUser['key'][]): DemoUser[] {
  return DEMO_USERS.filter((user) => keys.includes(user.key));
}

import type { InterruptReason, RunInterrupt } from '#libs/contract';

import { interactionFor, isSessionEnd } from './interaction-for.js';

const API = 'api://a0000000-0000-4000-8a00-0000000000a1';
const SCOPE = `${API}/access_as_user`;

function interrupt(reason: InterruptReason, metadata: Record<string, unknown>): RunInterrupt {
  return { id: 'i', reason, message: '', responseSchema: {}, expiresAt: '2030-01-01T00:00:00Z', metadata };
}

describe('interactionFor', () => {
  it('asks for everything the API needs when a downstream consent is missing', () => {
    const metadata = { scopes: ['https://search.azure.com/.default'], resource: 'https://search.azure.com' };
    expect(interactionFor(interrupt('auth_consent', metadata), SCOPE)).toEqual({
      scopes: [`${API}/.default`],
      prompt: 'consent',
    });
  });

  it('asks for a scope of our own API by its name', () => {
    const metadata = { scopes: [`${API}/Notes.ReadWrite`] };
    expect(interactionFor(interrupt('auth_consent', metadata), SCOPE)).toEqual({
      scopes: [SCOPE, `${API}/Notes.ReadWrite`],
      prompt: 'consent',
    });
  });

  it('completes a short scope where the resource is our API', () => {
    const metadata = { scopes: ['Notes.ReadWrite'], resource: API };
    expect(interactionFor(interrupt('auth_consent', metadata), SCOPE).scopes).toContain(
      `${API}/Notes.ReadWrite`,
    );
  });

  it.each([
    ['a dead session', { code: 'invalid_token' }],
    ['a revoked session', { claims: '{"access_token":{"nbf":{"essential":true,"value":"1795000000"}}}' }],
  ])('asks for nothing but another sign-in after %s', (_, metadata) => {
    const ended = interrupt('auth_claims', metadata);
    expect(isSessionEnd(ended)).toBe(true);
    expect(interactionFor(ended, SCOPE)).toMatchObject({ scopes: [SCOPE], prompt: 'login' });
  });

  it('asks with the claims of a step-up, and without a consent page', () => {
    const claims = '{"access_token":{"capolids":{"essential":true,"values":["x"]}}}';
    expect(interactionFor(interrupt('auth_claims', { claims }), SCOPE)).toEqual({ scopes: [SCOPE], claims });
  });
});

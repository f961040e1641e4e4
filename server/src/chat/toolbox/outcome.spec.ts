import { readOutcome } from './outcome.js';

describe('an answer to tools/call', () => {
  it('is its texts, links and resources in words', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'resource_link', name: 'Doc', uri: 'https://x/y' },
      { type: 'resource', resource: { uri: 'r:1', text: 'inside' } },
      { type: 'image', data: 'AAAA', mimeType: 'image/png' },
      null,
    ];
    expect(readOutcome({ content }, 'aud')).toEqual({
      kind: 'result',
      text: 'a\nDoc: https://x/y\ninside\n[image image/png]',
      isError: false,
      audience: 'aud',
    });
  });

  it('is its structured content where it has no text', () =>
    expect(readOutcome({ content: [], structuredContent: { a: 1 } }, undefined)).toMatchObject({
      text: '{"a":1}',
    }));

  it.each([
    ['consent_required', {}, 'auth_consent'],
    ['insufficient_scope', { scopes: ['a'] }, 'auth_consent'],
    ['consent_required', { claims: '{}' }, 'auth_claims'],
    ['step_up_required', {}, 'auth_claims'],
    ['insufficient_claims', {}, 'auth_claims'],
    ['invalid_token', {}, 'auth_claims'],
  ])('with %s and %j asks the person: %s', (code, more, reason) =>
    expect(
      readOutcome({ isError: true, content: [], structuredContent: { code, ...more } }, undefined, true),
    ).toMatchObject({
      kind: 'auth',
      wanted: { reason, code },
    }),
  );

  it.each(['access_blocked', 'authority_unavailable', 'resource_not_allowed'])('with %s only fails', (code) =>
    expect(readOutcome({ isError: true, structuredContent: { code } }, undefined, true)).toMatchObject({
      kind: 'result',
      isError: true,
    }),
  );

  it.each(['consent_required', 'step_up_required', 'insufficient_scope'])(
    'of a foreign server cannot ask the person to sign in: %s only fails',
    (code) =>
      expect(
        readOutcome(
          { isError: true, content: [], structuredContent: { code, claims: '{}' } },
          'api://theirs',
          false,
        ),
      ).toMatchObject({ kind: 'result', isError: true, audience: 'api://theirs' }),
  );

  it('names the token that was used by the word of an own tool only', () => {
    const answer = {
      content: [],
      _meta: { 'torii/audience': 'https://search.azure.com', 'torii/token': { audience: 'x' } },
    };
    expect(readOutcome(answer, undefined, true)).toMatchObject({
      audience: 'https://search.azure.com',
      token: { audience: 'x' },
    });
    const foreign = readOutcome(answer, 'api://theirs');
    expect(foreign).toMatchObject({ audience: 'api://theirs' });
    expect(foreign).not.toHaveProperty('token');
  });

  it('is no sign-in problem unless it is an error', () =>
    expect(readOutcome({ structuredContent: { code: 'consent_required' } }, undefined)).toMatchObject({
      kind: 'result',
    }));

  it('that asks carries every question and the state', () => {
    const form = {
      method: 'elicitation/create',
      params: { message: 'm', requestedSchema: { type: 'object' } },
    };
    const answer = { resultType: 'input_required', inputRequests: { a: form, b: form }, requestState: 's' };
    expect(readOutcome(answer, undefined)).toMatchObject({
      kind: 'input',
      requestState: 's',
      wanted: [{ key: 'a' }, { key: 'b' }],
    });
  });

  it.each([{ a: { method: 'sampling/createMessage', params: {} } }, {}, { a: 'x' }])(
    'that asks for %j fails',
    (inputRequests) =>
      expect(readOutcome({ resultType: 'input_required', inputRequests }, undefined)).toMatchObject({
        kind: 'result',
        isError: true,
      }),
  );
});

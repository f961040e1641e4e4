import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';

import { authInterceptor } from './auth-interceptor.js';
import { Session } from './session.js';

const CLAIMS = '{"access_token":{"acrs":{"value":"c1"}}}';

class FakeSession {
  readonly refreshes: boolean[] = [];
  readonly challenges: string[] = [];

  token(options: { readonly forceRefresh?: boolean } = {}): Promise<string> {
    this.refreshes.push(options.forceRefresh === true);
    return Promise.resolve(`token-${this.refreshes.length}`);
  }

  answerChallenge(claims: string): Promise<boolean> {
    this.challenges.push(claims);
    return Promise.resolve(true);
  }
}

/** The interceptor waits for a promise before it sends. */
const sent = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('authInterceptor', () => {
  let session: FakeSession;
  let http: HttpClient;
  let server: HttpTestingController;

  beforeEach(() => {
    session = new FakeSession();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([authInterceptor])),
        provideHttpClientTesting(),
        { provide: Session, useValue: session },
      ],
    });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
  });

  afterEach(() => server.verify());

  it('sends the token to our own API', async () => {
    const answer = firstValueFrom(http.get('/api/me'));
    await sent();
    const request = server.expectOne('/api/me');
    expect(request.request.headers.get('authorization')).toBe('Bearer token-1');
    request.flush({ oid: 'x' });
    expect(await answer).toEqual({ oid: 'x' });
  });

  it.each([
    'https://evil.example/api/me',
    '//evil.example/api/me',
    '/assets/x.json',
    '/api/config',
    '/api/health/ready',
  ])('sends no token to %s', async (url) => {
    const answer = firstValueFrom(http.get(url));
    const request = server.expectOne(url);
    expect(request.request.headers.has('authorization')).toBe(false);
    request.flush({});
    await answer;
    expect(session.refreshes).toEqual([]);
  });

  it('tries a 401 once more with a renewed token, and then gives up', async () => {
    const answer = firstValueFrom(http.get('/api/me'));
    await sent();
    server.expectOne('/api/me').flush(null, { status: 401, statusText: 'Unauthorized' });
    await sent();
    const second = server.expectOne('/api/me');
    expect(second.request.headers.get('authorization')).toBe('Bearer token-2');
    second.flush(null, { status: 401, statusText: 'Unauthorized' });
    await expect(answer).rejects.toMatchObject({ status: 401 });
    expect(session.refreshes).toEqual([false, true]);
  });

  it('takes a claims challenge to the person once', async () => {
    const answer = firstValueFrom(http.get('/api/me'));
    await sent();
    server.expectOne('/api/me').flush(null, {
      status: 401,
      statusText: 'Unauthorized',
      headers: { 'www-authenticate': `Bearer error="insufficient_claims", claims="${btoa(CLAIMS)}"` },
    });
    await expect(answer).rejects.toMatchObject({ status: 401 });
    expect(session.challenges).toEqual([CLAIMS]);
  });

  it('leaves a 503 alone: a new token would not help', async () => {
    const answer = firstValueFrom(http.get('/api/me'));
    await sent();
    server.expectOne('/api/me').flush(null, { status: 503, statusText: 'Unavailable' });
    await expect(answer).rejects.toMatchObject({ status: 503 });
    expect(session.refreshes).toEqual([false]);
  });
});

import { isOwnApi } from './own-api.js';

const BASE = 'http://localhost:3000/chat/1';

describe('isOwnApi', () => {
  it.each(['/api/me', 'http://localhost:3000/api/chat/runs', '../api/me'])('takes %s for our own', (url) => {
    expect(isOwnApi(url, BASE)).toBe(true);
  });

  it.each([
    'https://localhost:3000/api/me',
    'http://localhost:3001/api/me',
    '//evil.example/api/me',
    'http://localhost:3000@evil.example/api/me',
    'http://evil.example/?x=http://localhost:3000/api/me',
    '/apis/me',
    '/redirect.html',
    'http://[',
  ])('refuses %s', (url) => {
    expect(isOwnApi(url, BASE)).toBe(false);
  });
});

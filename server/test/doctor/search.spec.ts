import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { type LocalCloud, startLocalCloud } from '#local-cloud';
import { examine } from '../../src/doctor/doctor.js';

describe('the doctor on the search index', () => {
  let cloud: LocalCloud;
  let service: Server;
  let answer: { status: number; body: unknown };
  let asked: { url: string; bearer: boolean }[];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    cloud = await startLocalCloud({ port: 0, pace: 'instant' });
    service = createServer((request, response) => {
      asked.push({
        url: request.url ?? '',
        bearer: /^Bearer eyJ/.test(request.headers.authorization ?? ''),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => {
      service.listen(0, '127.0.0.1', resolve);
    });
  });
  beforeEach(() => (asked = []));
  afterAll(async () => {
    service.closeAllConnections();
    service.close();
    await cloud.close();
  });

  const finding = async (status: number, body: unknown, more: object = {}): Promise<string | undefined> => {
    answer = { status, body };
    const { port } = service.address() as AddressInfo;
    const own = { AZURE_SEARCH_ENDPOINT: `http://127.0.0.1:${String(port)}`, AZURE_SEARCH_INDEX: 'handbook' };
    const { lines } = await examine({ ...cloud.settings(), ...own, ...more });
    return lines.find((line) => line.includes('search index:'));
  };

  it('is content where the permission filter is enabled', async () => {
    expect(await finding(200, { name: 'handbook', permissionFilterOption: 'enabled' })).toMatch(/^ok /);
    expect(asked).toEqual([{ url: '/indexes/handbook?api-version=2026-05-01-preview', bearer: true }]);
  });

  it.each([
    ['whose permission filter is off', 200, { name: 'handbook', permissionFilterOption: 'disabled' }, 'warn'],
    ['that has none', 200, { name: 'handbook' }, 'warn'],
    ['whose definition it may not read', 403, { error: { code: '', message: 'Forbidden' } }, 'warn'],
    ['that does not exist', 404, { error: { code: '', message: 'No index' } }, 'fail'],
    ['of a service that fails', 500, { error: {} }, 'fail'],
  ])('says of one %s what to do', async (_what, status, body, state) => {
    const line = await finding(status, body);
    expect(line?.slice(0, 4)).toBe(state);
    expect(line).toContain(' -> ');
  });

  it('warns of an API version that does not trim by the person', async () => {
    const line = await finding(200, {}, { AZURE_SEARCH_API_VERSION: '2025-09-01' });
    expect(line).toMatch(/^warn.*2025-09-01 does not trim/);
    expect(asked).toEqual([]);
  });
});

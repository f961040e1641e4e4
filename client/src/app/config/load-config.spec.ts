import { loadConfig, StartFailure } from './load-config.js';
import { words } from '../i18n/en/words.js';
import { showStartFailure } from './start-failure.js';

const CONFIG = {
  tenantId: 't',
  spaClientId: 's',
  apiScope: 'api://a/x',
  authority: 'https://login.example/t',
};

function answer(body: string, status = 200): typeof fetch {
  return () =>
    Promise.resolve({
      ok: status === 200,
      status,
      statusText: 'Nope',
      json: () => Promise.resolve().then(() => JSON.parse(body) as unknown),
    } as Response);
}

describe('loadConfig', () => {
  it('hands out the settings of the server', async () => {
    expect(await loadConfig(answer(JSON.stringify({ ...CONFIG, local: true })))).toMatchObject({
      ...CONFIG,
      local: true,
    });
  });

  it('takes absent features for switched off', async () => {
    expect((await loadConfig(answer(JSON.stringify(CONFIG)))).features.tokenInspector).toBe('off');
  });

  it('tells a server that does not answer', async () => {
    const failing: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(loadConfig(failing)).rejects.toMatchObject({ code: 'server_unreachable' });
  });

  it('tells a refusal with its code and id', async () => {
    const refused = answer('{"code":"authority_unavailable","traceId":"abc"}', 503);
    await expect(loadConfig(refused)).rejects.toMatchObject({
      code: 'config_refused',
      detail: 'GET /api/config answered 503 authority_unavailable (abc)',
    });
  });

  it.each(['<!doctype html>', 'null', '{}', JSON.stringify({ ...CONFIG, spaClientId: '' })])(
    'tells settings that cannot be used: %s',
    async (body) => {
      await expect(loadConfig(answer(body))).rejects.toMatchObject({ code: 'config_invalid' });
    },
  );
});

describe('showStartFailure', () => {
  it('explains in place of the page, with a way to try again', () => {
    const page = document.implementation.createHTMLDocument();
    page.body.append(page.createElement('app-root'));
    showStartFailure(page, words, new StartFailure('server_unreachable', '<b>detail</b>'));
    expect(page.querySelector('app-root')).toBeNull();
    expect(page.querySelector('[role=alert] h1')?.textContent).toBe('Torii cannot start');
    expect(page.querySelector('[role=alert] code')?.textContent).toBe('<b>detail</b>');
    expect(page.querySelector('button')?.textContent).toBe('Try again');
  });
});

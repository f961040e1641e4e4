import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { givenEnvironment, localEnvironment } from './environment.mjs';

const local = {
  TENANT_ID: 'local-tenant',
  ENTRA_AUTHORITY_HOST: 'http://localhost:3900',
  AZURE_OPENAI_ENDPOINT: 'http://localhost:3900',
  AZURE_OPENAI_API_KEY: 'local-key',
  TOKEN_INSPECTOR: 'full',
};

describe('the environment of a started server', () => {
  it('reads .env and lets the shell win', () => {
    const directory = mkdtempSync(join(tmpdir(), 'torii-env-'));
    const file = join(directory, '.env');
    writeFileSync(file, 'PORT=4000\nLOG_LEVEL="warn"\n');

    expect(givenEnvironment({ PORT: '5000' }, file)).toEqual({ PORT: '5000', LOG_LEVEL: 'warn' });
    rmSync(directory, { recursive: true });
  });

  it('takes the identity from the local cloud although the shell carries one', () => {
    const env = localEnvironment(
      { AZURE_TENANT_ID: 'real', ENTRA_APP_CLIENT_SECRET: 'real', UMI_CLIENT_ID: 'real' },
      local,
    );

    expect(env).toEqual(local);
  });

  it('lets every other setting of the person win', () => {
    expect(localEnvironment({ TOKEN_INSPECTOR: 'off', DATABASE_URL: 'postgres://x' }, local)).toEqual({
      ...local,
      TOKEN_INSPECTOR: 'off',
      DATABASE_URL: 'postgres://x',
    });
  });

  it('replaces the local model as a whole where the person names an endpoint', () => {
    const env = localEnvironment({ AZURE_OPENAI_ENDPOINT: 'https://my.example' }, local);

    expect(env).toMatchObject({ AZURE_OPENAI_ENDPOINT: 'https://my.example' });
    expect(env).not.toHaveProperty('AZURE_OPENAI_API_KEY');
  });

  it('takes an empty line of a copied .env for no setting', () => {
    expect(localEnvironment({ TOKEN_INSPECTOR: '', AZURE_OPENAI_ENDPOINT: '' }, local)).toEqual(local);
  });

  it('is never production: the local cloud signs anybody in', () => {
    expect(localEnvironment({ NODE_ENV: 'production' }, local)).toEqual(local);
  });

  it('ignores half a model', () => {
    expect(localEnvironment({ AZURE_OPENAI_API_KEY: 'real-key' }, local)).toEqual(local);
  });
});

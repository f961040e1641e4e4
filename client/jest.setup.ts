import { webcrypto } from 'node:crypto';
import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless/index.mjs';

setupZonelessTestEnv();

// jsdom has no WebCrypto; MSAL refuses to construct without it (`crypto_nonexistent`).
Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

import { InjectionToken } from '@angular/core';

import type { ClientConfig } from '#libs/contract';

/** Answer of `GET /api/config`, fetched once before Angular starts. */
export const CLIENT_CONFIG = new InjectionToken<ClientConfig>('client config');

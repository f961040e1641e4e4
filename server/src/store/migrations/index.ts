/** All migrations, in code: the built server carries them with it. */
import type { Migration } from 'kysely/migration';
import { first } from './0001-first.js';
import { oauthProxy } from './0002-oauth-proxy.js';
import { branches } from './0003-branches.js';
import { audit } from './0004-audit.js';
import { replicas } from './0005-replicas.js';

/** Name -> migration; names sort in the order they are applied and never change once released. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-oauth-proxy': oauthProxy,
  '0003-branches': branches,
  '0004-audit': audit,
  '0005-replicas': replicas,
};

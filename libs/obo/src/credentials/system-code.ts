import { isRecord } from '../jwt-payload.js';

/** The code of a system error, such as `ENOENT`: fit for a message where the text, which holds paths, is not. */
export function systemCode(error: unknown): string {
  return isRecord(error) && typeof error['code'] === 'string' ? error['code'] : 'unknown error';
}

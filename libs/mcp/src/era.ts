/** Protocol era of a request: `modern` is 2026-07-28, `legacy` 2025-11-25 and earlier. */
export type Era = 'modern' | 'legacy';

/** The protocol revision of the stateless era. */
export const MODERN_VERSION = '2026-07-28';

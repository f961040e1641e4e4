import type { TokenCase } from './case.js';
import { HEADER_CASES } from './header.cases.js';
import { ISSUER_CASES } from './issuer.cases.js';
import { KEY_CASES } from './key.cases.js';
import { KIND_CASES, TYPE_CASES } from './kind.cases.js';
import { MEMBER_CASES } from './member.cases.js';
import { SHAPE_CASES } from './shape.cases.js';
import { TIME_CASES } from './time.cases.js';

/** The whole table of hostile and edge tokens. */
export const ALL_CASES: readonly TokenCase[] = [
  ...SHAPE_CASES,
  ...MEMBER_CASES,
  ...HEADER_CASES,
  ...KEY_CASES,
  ...ISSUER_CASES,
  ...TIME_CASES,
  ...KIND_CASES,
  ...TYPE_CASES,
];

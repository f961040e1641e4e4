/**
 * The built library, named by its place: `#libs/*` belongs to the root package, and these files to the package of
 * the peers. Its types are those of the source.
 */
import { createRequire } from 'node:module';
import type * as Nest from '@nestjs/common';
import type * as Obo from '#libs/obo';

const place = new URL('../../../dist/node/libs/obo/src/index.js', import.meta.url);

// The copy of Nest that the library uses: a line for each of ten thousand exchanges would be all one sees.
const { Logger } = createRequire(place)('@nestjs/common') as typeof Nest;
Logger.overrideLogger(['error', 'warn']);

export const { createObo } = (await import(place.href)) as typeof Obo;

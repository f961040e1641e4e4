/**
 * The built library, named by its place: `#libs/*` belongs to the root package, and these files to the package of
 * the peers. Its types are those of the source.
 */
import type * as Obo from '#libs/obo';

const place = new URL('../../../dist/node/libs/obo/src/index.js', import.meta.url);

export const { createObo } = (await import(place.href)) as typeof Obo;

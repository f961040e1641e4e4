/** `npm run bench`: builds the product, installs the peers on first use, then runs the suites of `bench/`. */
import { join } from 'node:path';
import { build, PRODUCT_AND_LOCAL_CLOUD } from './build.mjs';
import { runTool } from './children.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './paths.mjs';

/** @param {readonly string[]} names of suites; none means all */
export async function run(names) {
  await build(PRODUCT_AND_LOCAL_CLOUD);
  ensureInstalled(join(root, 'bench'));
  return runTool([
    '--expose-gc',
    '--disable-warning=ExperimentalWarning',
    join(root, 'bench', 'run.ts'),
    ...names,
  ]);
}

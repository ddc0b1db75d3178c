// @ts-check
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './layout.mjs';
import { run, tail } from './run.mjs';

/** TypeScript's native compiler. */
export const tsc = join(root, 'node_modules/typescript7/bin/tsc');

/** Compiles every lib and app that has changed: one run over the whole solution. */
export async function build() {
  const { code, output } = await run(process.execPath, [tsc, '-b', join(root, 'tsconfig.json')]);
  if (code !== 0) throw new Failure('The build fails: see the errors above.', tail(output, 60));
}

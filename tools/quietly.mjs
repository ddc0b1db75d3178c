// @ts-check
import { install, isInstalled } from './bootstrap.mjs';
import { build } from './build.mjs';
import { checkMachine } from './machine.mjs';
import { step } from './progress.mjs';

/** Everything that a small command needs before it can load built code; says what it does on stderr alone. */
export async function makeReady() {
  checkMachine();
  if (!isInstalled()) await step('install', install);
  await build();
}

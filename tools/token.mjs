#!/usr/bin/env node
// @ts-check
// npm run -s token -- alice@example.com
import { built } from './apps.mjs';
import { Failure, report } from './failure.mjs';
import { listenForSignals } from './interruption.mjs';
import { makeReady } from './quietly.mjs';

listenForSignals();
try {
  const email = process.argv[2];
  if (!email) throw new Failure('usage: npm run -s token -- alice@example.com');
  await makeReady();
  const { demoToken } = await built('libs/auth/dist/index.js');
  const token = await demoToken(email).catch((/** @type {Error} */ error) => {
    throw new Failure(error.message);
  });
  console.log(token);
} catch (error) {
  process.exitCode = report(error);
}

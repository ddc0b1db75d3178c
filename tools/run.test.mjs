// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './layout.mjs';
import { descendants, isAlive, until } from './processes.mjs';

/** A program that runs another by run(), which hides a third one in a session of its own and ignores being asked to end. */
const program = `
import { listenForSignals } from ${JSON.stringify(join(root, 'tools/interruption.mjs'))};
import { run } from ${JSON.stringify(join(root, 'tools/run.mjs'))};
const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
const parent = "require('child_process').spawn(process.execPath, ['-e', " + JSON.stringify(stubborn) + "], { detached: true, stdio: 'inherit' }); setInterval(() => {}, 1000)";
listenForSignals();
await run(process.execPath, ['-e', parent]).catch((error) => console.log(error.name));
`;

test('a Ctrl-C ends a program with all that it has started, willing or not', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = child.stdout.setEncoding('utf8').toArray();
  assert.ok(await until(() => descendants(child.pid ?? 0).length === 2, 10_000));
  const family = descendants(child.pid ?? 0);
  child.kill('SIGINT');
  assert.equal((await output).join(''), 'Interrupted\n');
  assert.ok(await until(() => !family.some(isAlive), 1_000));
});

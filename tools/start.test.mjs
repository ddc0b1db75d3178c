// @ts-check
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { until } from './processes.mjs';
import { system } from './test/system.mjs';

const onLinux = process.platform === 'linux';

describe('npm start', () => {
  /** @type {Awaited<ReturnType<typeof system>>} */
  let world;
  before(async () => (world = await system()));
  after(() => world.cleanUp());

  test('prints the table, gives each app what it needs, ends on Ctrl-C with nothing left', async () => {
    const start = world.launch('start.mjs');
    await start.says('Ctrl-C stops everything');
    assert.match(start.output, new RegExp(`todo +http://127.0.0.1:${world.port} +http://127.0.0.1:${world.port}/docs`));
    assert.match(start.output, /ready in [\d.]+ s, \d+ MB here/);
    const answer = await world.ask();
    assert.equal(answer.starts, 1);
    assert.deepEqual(answer.apps, [{ name: 'todo', title: 'To-do', level: 'beginner', summary: 'Summary.', url: `http://127.0.0.1:${world.port}` }]);
    if (onLinux) assert.ok(world.left().length >= 3);

    start.child.kill('SIGINT');
    assert.equal(await start.ended, 0);
    assert.deepEqual(world.left(), []);
  });

  test('says in one line that it is running already, and reset refuses as well', async () => {
    const start = world.launch('start.mjs');
    await start.says('Ctrl-C stops everything');
    assert.equal((await world.ask()).starts, 2); // the data of the first run

    for (const script of ['start.mjs', 'reset.mjs']) {
      const second = world.launch(script);
      assert.equal(await second.ended, 1);
      assert.match(second.output, /^npm start is already running in this checkout \(process \d+\); stop it first\.\n$/);
    }
    assert.equal((await world.ask()).starts, 2);
    start.child.kill('SIGTERM');
    assert.equal(await start.ended, 0);
  });

  test('recovers from kill -9 of everything at once', async () => {
    const start = world.launch('start.mjs');
    await start.says('Ctrl-C stops everything');
    start.child.kill('SIGKILL');
    for (const pid of world.left()) process.kill(pid, 'SIGKILL');

    const again = world.launch('start.mjs');
    await again.says('Ctrl-C stops everything');
    assert.equal((await world.ask()).starts, 4);
    again.child.kill('SIGINT');
    assert.equal(await again.ended, 0);
    assert.deepEqual(world.left(), []);
  });

  test('stops what an isolated run that was killed has left, and reports an app that dies', async () => {
    const isolated = world.launch('start.mjs', ['--isolated']);
    await isolated.says('Ctrl-C stops everything');
    isolated.child.kill('SIGKILL');
    await isolated.ended;
    await world.ask(); // the app and the databases go on, orphaned

    const again = world.launch('start.mjs', ['--isolated']);
    await again.says('Ctrl-C stops everything');
    await world.ask('/crash');
    await again.says('todo has ended with exit code 1');
    again.child.kill('SIGINT');
    assert.equal(await again.ended, 0);
    assert.deepEqual(world.left(), []);
  });

  test('an error that no app has caught ends it with code 1 and nothing left', async () => {
    const start = world.launch('start.mjs');
    await start.says('Ctrl-C stops everything');
    await world.ask('/crash');
    assert.equal(await start.ended, 1);
    assert.match(start.output, /crashed on purpose/);
    assert.deepEqual(world.left(), []);
  });

  test('names a taken port, its app and the setting that moves it, before it starts anything', async (t) => {
    const other = createServer().listen(world.port, '127.0.0.1');
    t.after(() => other.close());
    const start = world.launch('start.mjs');
    assert.equal(await start.ended, 1);
    assert.equal(start.output, `Port ${world.port} of todo is taken: stop what listens there, or move the app with TODO_PORT=${world.port + 100} npm start\n`);
    assert.deepEqual(world.left(), []);
  });

  test('stops at whatever moment it is asked to', async () => {
    for (const moment of [150, 300, 450, 600, 900]) {
      const start = world.launch('start.mjs');
      await new Promise((resolve) => setTimeout(resolve, moment));
      start.child.kill('SIGINT');
      const code = await start.ended;
      assert.ok(code === 0 || !start.output.includes('stopping'), `after ${moment} ms: ${code}\n${start.output}`);
      assert.ok(await until(() => world.left().length === 0, 1_000), `after ${moment} ms something is left`);
    }
  });

  test('reset forgets the data', async () => {
    const reset = world.launch('reset.mjs');
    assert.equal(await reset.ended, 0);
    const start = world.launch('start.mjs');
    await start.says('Ctrl-C stops everything');
    assert.equal((await world.ask()).starts, 1);
    start.child.kill('SIGINT');
    assert.equal(await start.ended, 0);
  });
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { fixture, runNode } from './support/child.js';

const numbers = (text: string): number[] => text.split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { number: number }).number);
const turn = Array.from({ length: 500 }, (_, index) => index);
const all = [...Array.from({ length: 20 }, () => turn).flat(), ...turn.slice(0, 10)];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lines-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('no line is lost, doubled or out of order', () => {
  it.each([
    ['finish', 0],
    ['exit', 3],
    ['throw', 1],
    ['reject', 1],
  ])('in a file, when the process ends by %s', async (MODE, code) => {
    const file = join(folder, 'made/on/the/way/app.log');
    expect((await runNode([fixture('crash.fixture.mjs')], { MODE, FILE: file })).code).toBe(code);
    expect(numbers(await readFile(file, 'utf8'))).toEqual(all);
  });

  it.each(['finish', 'exit', 'throw'])('on a pipe, when the process ends by %s', async (MODE) => {
    const { stdout } = await runNode([fixture('crash.fixture.mjs')], { MODE });
    expect(numbers(stdout)).toEqual(all);
  });

  it('when the process ends before the file is open', async () => {
    const file = join(folder, 'app.log');
    await runNode([fixture('crash.fixture.mjs')], { MODE: 'immediately', FILE: file });
    expect(numbers(await readFile(file, 'utf8'))).toEqual(all.slice(0, 10));
  });
});

it('survives a reader that goes away', async () => {
  const child = spawn(process.execPath, [fixture('crash.fixture.mjs')], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH ?? '', MODE: 'finish' } });
  child.stdout.once('data', () => child.stdout.destroy());
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

import { fileURLToPath } from 'node:url';
import { startProcess } from '../src/start-process.js';

const main = fileURLToPath(new URL('./support/tiny-server.mjs', import.meta.url));

describe('startProcess', () => {
  it('waits until the process is ready, with its own environment and no other', async () => {
    const tiny = await startProcess({ main, env: { GREETING: 'hello' } });
    expect(await (await fetch(`${tiny.url}/readyz`)).text()).toBe('hello');
    expect(tiny.output()).toBe('listening, HOME is undefined\n');
    expect(await tiny.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(tiny.output()).toContain('drained');
  });

  it('kills without a chance to clean up', async () => {
    const tiny = await startProcess({ main, env: {} });
    expect(await tiny.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    expect(tiny.output()).not.toContain('drained');
    await expect(fetch(tiny.url)).rejects.toThrow('fetch failed');
  });

  it('says what a process wrote that never became ready', async () => {
    await expect(startProcess({ main, env: { BROKEN: '1' } })).rejects.toThrow(/ended before it was ready:[^]*broken on purpose/);
    await expect(startProcess({ main, env: {}, readyPath: '/never', timeoutMs: 300 })).rejects.toThrow(/was not ready within 300 ms/);
  });
});

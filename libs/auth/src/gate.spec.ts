import { setImmediate } from 'node:timers/promises';
import { UnavailableError } from '@roadmap/errors';
import { Gate } from './gate.js';

/** Work that ends when the test says so. */
function works() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running--;
  };
  return { work, endOne: () => ends.shift()?.(), most: () => most, running: () => running };
}

describe('a gate', () => {
  it('lets as many through as it has places, makes some wait in order, and refuses the rest with a time to come back', async () => {
    const gate = new Gate(2, 3);
    const { work, endOne, most, running } = works();
    const done: number[] = [];
    const results = Array.from({ length: 6 }, (_, index) => gate.run(work).then(() => done.push(index)));
    const refused = await results[5]?.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UnavailableError);
    expect((refused as UnavailableError).details.retryAfter).toBe(1);

    while (done.length < 5) {
      endOne();
      await setImmediate();
    }
    expect(done).toEqual([0, 1, 2, 3, 4]);
    expect([most(), running()]).toEqual([2, 0]);
  });

  it('gives the place of failed work to the next', async () => {
    const gate = new Gate(1, 1);
    const first = gate.run(() => Promise.reject(new Error('no')));
    const second = gate.run(async () => 'yes');
    await expect(first).rejects.toThrow('no');
    await expect(second).resolves.toBe('yes');
    await expect(gate.run(async () => 'again')).resolves.toBe('again');
  });
});

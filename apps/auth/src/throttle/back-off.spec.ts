import { attempt, type Attempts, FORGET_MS, takeBack, waitOf } from './back-off.js';

const rule = { free: 3, baseMs: 1_000, capMs: 10_000 };
const NOW = 1_000_000;

describe('back-off', () => {
  it('lets the free attempts through and doubles the wait after each further one, up to the cap', () => {
    let attempts: Attempts | undefined;
    let now = NOW;
    const waits = [];
    for (let index = 0; index < 8; index++) {
      attempts = attempt(attempts, rule, now);
      waits.push(waitOf(attempts, now));
      now += waits.at(-1) ?? 0;
    }
    expect(waits).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it('forgets after an hour without attempts', () => {
    let attempts: Attempts | undefined;
    for (let index = 0; index < 5; index++) attempts = attempt(attempts, rule, NOW);
    expect(attempt(attempts, rule, NOW + FORGET_MS).count).toBe(6);
    expect(attempt(attempts, rule, NOW + FORGET_MS + 1).count).toBe(1);
  });

  it('takes one attempt back and leaves the others', () => {
    const three = { count: 3, last: NOW, until: NOW + 1_000 };
    expect(takeBack(three, rule)).toEqual({ count: 2, last: NOW, until: 0 });
    expect(takeBack({ ...three, count: 9 }, rule)).toEqual({ count: 8, last: NOW, until: NOW + 1_000 });
  });
});

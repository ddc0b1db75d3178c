import { isTimeZone } from './clock.js';
import { SystemClock } from './system-clock.js';
import { TestClock } from './test-clock.js';

describe('Clock.today', () => {
  it.each([
    // half past eleven in the evening and half past midnight, as three cities see the same instants
    ['2026-03-10T22:30:00Z', 'Europe/Berlin', '2026-03-10'],
    ['2026-03-10T23:30:00Z', 'Europe/Berlin', '2026-03-11'],
    ['2026-03-11T03:30:00Z', 'America/New_York', '2026-03-10'],
    ['2026-03-11T04:30:00Z', 'America/New_York', '2026-03-11'],
    ['2026-03-10T14:30:00Z', 'Asia/Tokyo', '2026-03-10'],
    ['2026-03-10T15:30:00Z', 'Asia/Tokyo', '2026-03-11'],
    // the ends of the world, and the day the clocks change
    ['2026-01-01T10:30:00Z', 'Pacific/Kiritimati', '2026-01-02'],
    ['2026-01-01T10:30:00Z', 'Pacific/Pago_Pago', '2025-12-31'],
    ['2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29'],
  ])('%s is a date in %s: %s', (instant, zone, date) => {
    expect(new TestClock(instant).today(zone)).toBe(date);
  });

  it('throws for a zone that does not exist', () => {
    expect(() => new TestClock().today('Mars/Olympus')).toThrow(RangeError);
  });
});

describe('isTimeZone', () => {
  it.each(['Europe/Berlin', 'UTC', 'America/Argentina/Ushuaia'])('knows %s', (zone) => expect(isTimeZone(zone)).toBe(true));
  it.each(['', 'Mars/Olympus', '+02:00', '../etc', 'Europe/Berlin\u0000'])('does not know %j', (zone) => expect(isTimeZone(zone)).toBe(false));
});

describe('TestClock', () => {
  it('runs repeated work at its own times, in order, and stops', async () => {
    const clock = new TestClock('2026-01-01T00:00:00Z');
    const seen: string[] = [];
    const note = (name: string) => () => void seen.push(`${name} ${clock.now().toISOString().slice(14, 19)}`);
    const stop = clock.every(60_000, note('minute'));
    clock.every(90_000, note('ninety'));

    await clock.advance(180_000);
    expect(seen).toEqual(['minute 01:00', 'ninety 01:30', 'minute 02:00', 'minute 03:00', 'ninety 03:00']);

    stop();
    await clock.advance(60_000);
    expect(seen).toHaveLength(5);
    expect(clock.now().toISOString()).toBe('2026-01-01T00:04:00.000Z');
  });
});

describe('SystemClock', () => {
  it('does not let slow work overtake itself', async () => {
    let running = 0;
    let most = 0;
    let calls = 0;
    let finish = () => {};
    const done = new Promise<void>((resolve) => (finish = resolve));
    const stop = new SystemClock().every(1, async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      if (++calls === 3) finish();
    });
    const alive = setInterval(() => {}, 1000); // the clock's own timer does not keep a process alive
    await done;
    clearInterval(alive);
    stop();
    expect(most).toBe(1);
  });
});

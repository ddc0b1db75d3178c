import { redact } from './redact.js';

const json = (fields: object): string => JSON.stringify(redact(fields));

describe('redact', () => {
  it('hides by key at any depth, whatever the case', () => {
    const fields = { req: { headers: { Authorization: 'x1', 'set-cookie': ['x2'], accept: 'a' } }, a: [{ b: [{ c: { PASSWORD: 'x3', cardNumber: 4242 } }] }] };
    expect(redact(fields)).toEqual({
      req: { headers: { Authorization: '[redacted]', 'set-cookie': '[redacted]', accept: 'a' } },
      a: [{ b: [{ c: { PASSWORD: '[redacted]', cardNumber: '[redacted]' } }] }],
    });
  });

  it('leaves the object it was given as it was', () => {
    const fields = { user: { password: 'x' } };
    redact(fields);
    expect(fields).toEqual({ user: { password: 'x' } });
  });

  it('knows maps, sets, raw header lists, classes and toJSON', () => {
    class User {
      name = 'ana';
      password = 'x1';
    }
    expect(
      redact({
        map: new Map<unknown, unknown>([['token', 'x2'], ['a', new Map([['secret', 'x3']])], [{}, 1]]),
        set: new Set([{ apiKey: 'x4' }]),
        raw: ['Authorization', 'x5', 'accept', '*/*'],
        user: new User(),
        date: new Date(0),
        url: new URL('https://example.com/a'),
        json: { toJSON: () => ({ token: 'x6', b: 1 }) },
      }),
    ).toEqual({
      map: { token: '[redacted]', a: { secret: '[redacted]' }, '[object]': 1 },
      set: [{ apiKey: '[redacted]' }],
      raw: ['Authorization', '[redacted]', 'accept', '*/*'],
      user: { name: 'ana', password: '[redacted]' },
      date: '1970-01-01T00:00:00.000Z',
      url: 'https://example.com/a',
      json: { token: '[redacted]', b: 1 },
    });
  });

  it('never writes bytes', () => {
    expect(redact({ a: Buffer.from('hunter2'), b: new Uint16Array(2), c: new ArrayBuffer(3) })).toEqual({ a: '[7 bytes]', b: '[4 bytes]', c: '[3 bytes]' });
  });

  it('survives cycles, getters that throw, revoked proxies and hostile toJSON', () => {
    const cycle: Record<string, unknown> = { a: 1n };
    cycle.self = { again: cycle };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const endless: { toJSON: () => unknown } = { toJSON: () => ({ ...endless }) };
    const hostile = {
      cycle,
      proxy,
      endless,
      get broken() {
        throw new Error('hunter2');
      },
      toJSON() {
        throw new Error('hunter2');
      },
    };
    expect(json({ hostile })).toBe('{"hostile":"[unreadable]"}');
    const { toJSON: _, ...rest } = Object.getOwnPropertyDescriptors(hostile);
    const result = redact(Object.defineProperties({}, rest));
    expect(result).toMatchObject({ cycle: { a: '1', self: { again: '[circular]' } }, proxy: '[unreadable]', broken: '[unreadable]' });
    expect(JSON.stringify(result)).toContain('[deep]');
  });

  it('shows the same object twice where that is no cycle', () => {
    const one = { a: 1 };
    expect(redact({ one, two: one })).toEqual({ one, two: one });
  });

  it('bounds depth, width and length', () => {
    let deep: object = { secret: 'x' };
    for (let depth = 0; depth < 100_000; depth++) deep = { deep };
    expect(json({ deep }).length).toBeLessThan(200);
    expect(json({ wide: Array.from({ length: 1e6 }, () => ({ a: 1 })) }).length).toBeLessThan(20_000);
    expect(json({ map: new Map(Array.from({ length: 1e5 }, (_, index) => [index, index])) }).length).toBeLessThan(20_000);
    expect(json({ long: 'a'.repeat(1e6) }).length).toBeLessThan(9_000);
  });

  it('does not become another object by a key called __proto__', () => {
    const result = redact(JSON.parse('{"__proto__":{"password":"x"}}') as object);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(JSON.stringify(result)).not.toContain('"x"');
  });
});

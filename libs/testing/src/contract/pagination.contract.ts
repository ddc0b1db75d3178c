import { race } from '../race.js';
import { type Parameter, parametersIn } from './api-document.js';
import type { Caller, Reply } from './caller.js';
import type { Given } from './matrix.js';
import type { Route } from './route.js';
import { all, statuses } from './statuses.js';

const STABLE = 8;
const PASSING = 4;

/** A walk through the pages sees every row that stays exactly once, and a cursor works for its list, its owner and its filters alone. */
export function describePagination(route: Route): void {
  const { row, operation } = route;
  const { add, remove } = row.rows ?? neverCalled;
  const query = parametersIn(operation, 'query');
  const sorts = query.find(({ name }) => name === 'sort')?.schema?.enum ?? [undefined];
  const read = (caller: Caller, given: Given, asked: Record<string, unknown>): Promise<Reply> => {
    const text = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`]));
    return route.call(caller, given, { path: `${route.pathFor(given)}?${text.join('&')}` });
  };

  /** A list of rows that stay among rows that will go. */
  async function filled(): Promise<{ owner: Caller; given: Given; stable: string[]; passing: string[] }> {
    const { owner, given } = await route.scene();
    const added = await race(STABLE + PASSING, () => add(owner));
    if (!route.isPublic) await add(await route.person()); // somebody else's, which is on no page
    return { owner, given, stable: added.slice(PASSING), passing: added.slice(0, PASSING) };
  }

  it.each(sorts)('shows each row once, in pages of 1, 2 and 7, while rows come and go (sort: %s)', async (sort) => {
    await Promise.all([1, 2, 7].map((limit) => walk(sort, limit)));
  });

  async function walk(sort: unknown, limit: number): Promise<void> {
    const { owner, given, stable, passing } = await filled();
    const known = new Set([...stable, ...passing]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { status, body } = await read(owner, given, { limit, sort, cursor });
      expect(status).toBe(200);
      expect(body.items.length).toBeLessThanOrEqual(limit);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor ?? undefined;
      const gone = passing.pop();
      if (!gone) continue;
      await remove(owner, gone);
      known.add(await add(owner));
    } while (cursor);
    expect(seen.filter((id) => stable.includes(id)).sort()).toEqual([...stable].sort());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => !known.has(id))).toEqual([]);
  }

  it('answers 400 to a cursor that was altered in any place', async () => {
    const { owner, given } = await filled();
    const { body } = await read(owner, given, { limit: 2 });
    const cursor = body.nextCursor as string;
    const altered = alterations(cursor);
    expect(await statuses(altered, (one) => read(owner, given, { limit: 2, cursor: one }))).toEqual(all(altered, 400));
    expect((await read(owner, given, { limit: 2, cursor })).status).toBe(200);
  });

  it('answers 400 to a cursor of another person or of a list with other filters', async () => {
    const { owner, given } = await filled();
    const cursor = (await read(owner, given, { limit: 2 })).body.nextCursor as string;
    if (!route.isPublic) {
      const stranger = await route.scene();
      expect((await read(stranger.owner, stranger.given, { limit: 2, cursor })).status).toBe(400);
    }
    for (const [name, value] of otherFilters(query)) {
      expect((await read(owner, given, { limit: 2, [name]: value })).status).toBe(200);
      expect({ name, status: (await read(owner, given, { limit: 2, cursor, [name]: value })).status }).toEqual({ name, status: 400 });
    }
  });

  it('answers 400 to a limit it cannot keep', async () => {
    const { owner, given } = await route.scene();
    const maximum = query.find(({ name }) => name === 'limit')?.schema?.maximum ?? NaN;
    expect(maximum).toBeLessThanOrEqual(100);
    const limits = ['', '0', '-1', `${maximum + 1}`, '1000000000', '1e9', 'abc', '1.5', 'Infinity'];
    expect(await statuses(limits, (limit) => read(owner, given, { limit }))).toEqual(all(limits, 400));
    expect((await read(owner, given, { limit: maximum })).status).toBe(200);
  });
}

const neverCalled = { add: () => Promise.reject(new Error('a list needs `rows`')), remove: () => Promise.reject(new Error('a list needs `rows`')) };

/** The cursor with one character changed, for each; shorter, longer, in other letters, padded, and in the other alphabet of base64. */
function alterations(cursor: string): string[] {
  const flipped = [...cursor].map((character, index) => cursor.slice(0, index) + (character === 'A' ? 'B' : 'A') + cursor.slice(index + 1));
  const others = [cursor.slice(0, -1), cursor.slice(1), cursor.slice(0, cursor.length / 2), `${cursor}A`, `A${cursor}`, cursor + cursor, `${cursor}=`, `${cursor}==`, ` ${cursor}`, `${cursor}\n`, 'abc', 'null', '{}'];
  const rewritten = [cursor.toUpperCase(), cursor.toLowerCase(), cursor.replaceAll('-', '+').replaceAll('_', '/'), Buffer.from(cursor).toString('base64url')];
  return [...flipped, ...others, ...rewritten].filter((one) => one !== cursor);
}

/** For each filter and the sort a value that is not the default, as far as the schema tells one. */
function otherFilters(query: Parameter[]): [string, unknown][] {
  return query.flatMap(({ name, schema = {} }): [string, unknown][] => {
    if (name === 'cursor' || name === 'limit') return [];
    const value = schema.enum?.find((one) => one !== schema.default) ?? (schema.format === 'date' ? '2026-01-01' : undefined);
    return value === undefined ? [] : [[name, value]];
  });
}

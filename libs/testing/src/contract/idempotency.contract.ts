import { randomUUID } from 'node:crypto';
import { race } from '../race.js';
import type { Schema } from './api-document.js';
import type { Caller, Reply } from './caller.js';
import type { Given, Row } from './matrix.js';
import type { Route } from './route.js';
import { all, statuses } from './statuses.js';
import { variations } from './variations.js';

const TIMES = 50;

/** A POST with an `Idempotency-Key`, however often it is sent, has one effect and one answer. */
export function describeIdempotency(route: Route, effects: NonNullable<Row['effects']>): void {
  const post = (caller: Caller, given: Given, key: string, body: unknown = route.row.body) => route.call(caller, given, { body, headers: { 'idempotency-key': key } });

  it(`has one effect and one answer when it comes ${TIMES} times at once`, async () => {
    const { owner, given } = await route.scene();
    const before = await effects(owner, given);
    const key = randomUUID();
    const answers = await race(TIMES, () => post(owner, given, key));
    expect(await effects(owner, given)).toBe(before + 1);
    expect(new Set(answers.map(essence)).size).toBe(1);
    expect(answers[0]?.status).toBe(route.success);
  });

  it('refuses the same key for another body', async () => {
    const { owner, given } = await route.scene();
    const key = randomUUID();
    await post(owner, given, key);
    const before = await effects(owner, given);
    const answer = await post(owner, given, key, anotherBody(route));
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(await effects(owner, given)).toBe(before);
  });

  it('does not mix the keys of two people', async () => {
    const [one, other] = [await route.scene(), await route.scene()];
    const key = randomUUID();
    const first = await post(one.owner, one.given, key);
    const before = await effects(other.owner, other.given);
    const second = await post(other.owner, other.given, key);
    expect(second.status).toBe(route.success);
    expect(second.text).not.toBe(first.text);
    expect(await effects(other.owner, other.given)).toBe(before + 1);
  });

  it('answers 400 to what is no key', async () => {
    const { owner, given } = await route.scene();
    const before = await effects(owner, given);
    const keys = ['', 'a b', 'x'.repeat(201), 'é'];
    expect(await statuses(keys, (key) => post(owner, given, key))).toEqual(all(keys, 400));
    expect(await effects(owner, given)).toBe(before);
  });
}

/** A POST that says it repeats safely does. */
export function describeNaturalIdempotency(route: Route): void {
  it('answers the same when it comes twice', async () => {
    const { owner, given } = await route.scene();
    const first = await route.call(owner, given);
    const second = await route.call(owner, given);
    expect(first.status).toBe(route.success);
    expect(essence(second)).toBe(essence(first));
  });
}

const essence = ({ status, headers: { location, etag }, text }: Reply): string => JSON.stringify({ status, location, etag, text });

/** Valid, and not the sample: one of its texts is longer. */
function anotherBody({ app: { document }, row, operation, bodySchema }: Route): unknown {
  const schema = bodySchema as Schema;
  const other = variations(document, schema, row.body, ['another']).find(({ body }) => document.accepts(schema, body));
  if (!other) throw new Error(`${operation.key}: no other valid body could be made of the sample; give its body a free text.`);
  return other.body;
}

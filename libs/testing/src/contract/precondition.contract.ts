import { race, tally } from '../race.js';
import type { Route } from './route.js';

const WRITERS = 20;
const ROUNDS = 3;

/** A GET that answers with an ETag spares who has that version the body. */
export function describeConditionalRead(route: Route): void {
  it('answers 304 to who has its ETag', async () => {
    const { owner, given } = await route.scene();
    const { headers } = await route.call(owner, given);
    const etag = headers.etag ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await route.call(owner, given, { headers: { 'if-none-match': known } });
      expect({ known, status: answer.status, text: answer.text, etag: answer.headers.etag }).toEqual({ known, status: 304, text: '', etag });
    }
    expect((await route.call(owner, given, { headers: { 'if-none-match': '"other"' } })).status).toBe(route.success);
  });
}

/** A write that wants `If-Match` changes the version it names or nothing. */
export function describeConditionalWrite(route: Route): void {
  it('answers 428 without If-Match, and 412 to another version, a weak one and garbage', async () => {
    const { owner, given } = await route.scene();
    const answers: Record<string, number> = {};
    const wrong = { absent: undefined, stale: '"987654"', weak: `W/${given.etag}`, unquoted: String(given.etag).replaceAll('"', ''), garbage: 'abc', empty: '""' };
    for (const [name, ifMatch] of Object.entries(wrong)) answers[name] = (await route.call(owner, given, { headers: { 'if-match': ifMatch } })).status;
    expect(answers).toEqual({ absent: 428, stale: 412, weak: 412, unquoted: 412, garbage: 412, empty: 412 });
    expect((await route.call(owner, given)).status).toBe(route.success);
  });

  it(`lets one of ${WRITERS} writers with the same ETag win`, async () => {
    // What was deleted cannot be matched any more: there the others find nothing.
    const lost = route.operation.method === 'DELETE' ? 404 : 412;
    // A race that one round does not show, another does.
    for (let round = 0; round < ROUNDS; round++) {
      const { owner, given } = await route.scene();
      const answers = await race(WRITERS, () => route.call(owner, given));
      expect(tally(answers.map(({ status }) => status))).toEqual({ [route.success]: 1, [lost]: WRITERS - 1 });
    }
  });
}

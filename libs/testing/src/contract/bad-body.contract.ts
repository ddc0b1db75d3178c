import type { Schema } from './api-document.js';
import { pointerOf, variations } from './variations.js';
import type { Route, Scene } from './route.js';
import { all, statuses } from './statuses.js';

const BODY_LIMIT = 100 * 1024;

/** Bodies that are not what the route reads: each refused in its own way, with the field named, and the process lives. */
export function describeBadBodies(route: Route, schema: Schema): void {
  const { document } = route.app;
  const sample = route.row.body;
  let scene: Scene;
  beforeAll(async () => {
    scene = await route.scene();
  });
  const refuse = (raw: string, headers?: Record<string, string | undefined>) => route.call(scene.owner, scene.given, { raw, headers });

  it('answers 400 to what is not JSON', async () => {
    const texts = ['{"a":', "{'a':1}", '{"a":1}}', 'undefined', '{"a":01}', '\u0000', '<a/>'];
    expect(await statuses(texts, (text) => refuse(text))).toEqual(all(texts, 400));
  });

  it('answers 415 to other types of content', async () => {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'application/jsonx', 'json'];
    expect(await statuses(types, (type) => refuse(JSON.stringify(sample), { 'content-type': type }))).toEqual(all(types, 415));
  });

  it('answers 422 to no body and to JSON that is no object', async () => {
    const deep = '['.repeat(40_000) + ']'.repeat(40_000);
    const texts = ['[]', 'null', '"text"', '1', 'true'];
    expect((await route.call(scene.owner, scene.given, { body: undefined })).status).toBe(422);
    expect(await statuses(texts, (text) => refuse(text))).toEqual(all(texts, 422));
    expect((await refuse(deep)).status).toBe(422);
  });

  it('answers 413 to a body over the limit, announced or not', async () => {
    const large = JSON.stringify({ a: 'x'.repeat(BODY_LIMIT) });
    expect((await refuse(large)).status).toBe(413);
    expect((await refuse(large, { 'transfer-encoding': 'chunked' })).status).toBe(413);
  });

  it('answers 422 to each wrong value, and points at its field', async () => {
    const wrong = variations(document, schema, sample).filter(({ body }) => !document.accepts(schema, body));
    expect(wrong.length).toBeGreaterThan(0);
    const mistaken = wrong.map(async ({ path, body: sent }) => {
      const { status, body } = await refuse(JSON.stringify(sent));
      const pointers: string[] = status === 422 ? body.errors.map((error: { pointer: string }) => error.pointer) : [];
      // An error inside of a field, at it, or at what it is a part of: which kind of operation was meant, for instance.
      const named = pointers.some((one) => one.startsWith(pointerOf(path)) || pointerOf(path).startsWith(one));
      return named ? [] : [{ sent, status, pointers }];
    });
    expect((await Promise.all(mistaken)).flat()).toEqual([]);
  });

  it('answers 422 to characters that cannot be stored, in any field', async () => {
    const bodies = variations(document, schema, sample, ['a\0b', 'a\ud800b']).map(({ body }) => JSON.stringify(body));
    expect(await statuses(bodies, (body) => refuse(body))).toEqual(all(bodies, 422));
  });

  it(`answers ${route.row.ignoresUnknownFields ? route.success : 422} to a field it does not know`, async () => {
    const { owner, given } = await route.scene();
    const answer = await route.call(owner, given, { body: { ...(sample as object), surprise: 1 } });
    expect(answer.status).toBe(route.row.ignoresUnknownFields ? route.success : 422);
    if (!route.row.ignoresUnknownFields) expect(answer.body.errors).toContainEqual({ pointer: '/surprise', detail: expect.any(String) });
  });

  it('is not impressed by keys that mean something to JavaScript', async () => {
    const rest = JSON.stringify(sample).replace(/^\{/, '');
    for (const key of ['"__proto__":{"polluted":true}', '"constructor":{"prototype":{"polluted":true}}', '"toString":1', '"hasOwnProperty":{"__proto__":{"polluted":true}}']) {
      const { owner, given } = await route.scene();
      const { status } = await route.call(owner, given, { raw: `{${key},${rest}`.replace(/,\}$/, '}') });
      expect({ key, allowed: [400, 422, ...(route.row.ignoresUnknownFields ? [route.success] : [])].includes(status) }).toEqual({ key, allowed: true });
      expect(({} as { polluted?: true }).polluted).toBeUndefined();
    }
  });
}

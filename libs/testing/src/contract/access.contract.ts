import { pathParameters } from './api-document.js';
import type { Reply } from './caller.js';
import { type Route, unknownId } from './route.js';

/** Who gets what: the row of the matrix, forged tokens, and that a stranger cannot tell the owner's object from none. */
export function describeAccess(route: Route): void {
  const { app, row, operation } = route;

  it(`answers ${route.success} to ${route.isPublic ? 'anybody' : 'its owner'}`, async () => {
    const { owner, given } = await route.scene();
    expect((await route.call(owner, given)).status).toBe(route.success);
  });
  if (route.isPublic) return;

  it(`answers ${row.anonymous} without a token, and ${row.powerless} to somebody whose roles allow nothing`, async () => {
    const { given } = await route.scene();
    expect((await route.call(app.nobody(), given)).status).toBe(row.anonymous);
    expect((await route.call(await app.person([]), given)).status).toBe(row.powerless);
  });

  it('answers 401 to forged and expired tokens', async () => {
    const { given } = await route.scene();
    const forgeries = Object.entries(await app.forgeries(row.roles));
    const answers = await Promise.all(forgeries.map(async ([wrong, token]) => [wrong, (await route.call(app.bearing(), given, { headers: { authorization: `Bearer ${token}` } })).status]));
    expect(answers).toEqual(forgeries.map(([wrong]) => [wrong, 401]));
  });

  const parameters = pathParameters(operation);
  if (parameters.length === 0 || row.stranger === undefined) return;

  it(`answers ${row.stranger} to a stranger, as if there were nothing, and nothing happens`, async () => {
    const { owner, given } = await route.scene();
    const stranger = await route.person();
    // Without and with a wrong If-Match too: "428" or "412" for what is not yours would tell that it is there.
    for (const headers of [{}, ...(route.needsIfMatch ? [{ 'if-match': undefined }, { 'if-match': '"987654"' }] : [])]) {
      const refused = await route.call(stranger, given, { headers });
      if (Object.keys(headers).length === 0) expect(refused.status).toBe(row.stranger);
      for (const name of parameters) {
        const nothing = { ...given, [name]: unknownId(given[name] ?? '') };
        expect(visible(refused, route.pathFor(given))).toEqual(visible(await route.call(stranger, nothing, { headers }), route.pathFor(nothing)));
      }
    }
    expect((await route.call(owner, given)).status).toBe(route.success);
  });
}

/** Differ from one answer to the next, whatever is asked. */
const VOLATILE = ['date', 'ratelimit', 'traceresponse', 'keep-alive'];

/** All that a caller can see, but for the address that they know themselves. */
const visible = ({ status, headers, text }: Reply, path: string) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !VOLATILE.includes(name))),
  text: text.replaceAll(path, '<path>'),
});

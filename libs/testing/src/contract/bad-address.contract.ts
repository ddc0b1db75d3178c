import { type Operation, parametersIn, pathParameters, type Parameter } from './api-document.js';
import type { Route } from './route.js';
import { all, statuses } from './statuses.js';

/** Texts that are no id, as they stand in an address. */
const GARBAGE = ['not-a-uuid', 'x'.repeat(201), '%00', '%zz', '%', '..', '%2e%2e%2f', '..%2f..%2fetc%2fpasswd', '%C3%A9', '%F0%9F%92%A9', "1'%20OR%20'1'='1", '%20', '-1', 'null', '[object%20Object]', '%ff'];

/** Addresses and queries that mean nothing. */
export function describeBadAddresses(route: Route): void {
  const { app, operation } = route;
  const { document } = app;

  for (const name of pathParameters(operation)) {
    it(`answers 404 or 400 to a {${name}} that cannot exist`, async () => {
      const { owner, given } = await route.scene();
      const schema = parametersIn(operation, 'path').find((one) => one.name === name)?.schema ?? {};
      const garbage = GARBAGE.filter((text) => !document.acceptsText(schema, decoded(text)));
      expect(garbage.length).toBeGreaterThan(0);
      const answers = await statuses(garbage, (text) => route.call(owner, { ...given, [name]: text }));
      // What is too long for any id may say so (414).
      expect(Object.entries(answers).filter(([text, status]) => ![400, 404, ...(text.length > 200 ? [414] : [])].includes(status))).toEqual([]);
    });
  }

  for (const parameter of parametersIn(operation, 'query')) {
    it(`answers 400 to a wrong ${parameter.name}`, async () => {
      const { owner, given } = await route.scene();
      const queries = wrongQueries(route, parameter);
      expect(await statuses(queries, (query) => route.call(owner, given, { path: `${route.pathFor(given)}?${query}` }))).toEqual(all(queries, 400));
    });
  }

  if (parametersIn(operation, 'query').length === 0) return;
  it('answers 400 to a query parameter it does not know, and names it', async () => {
    const { owner, given } = await route.scene();
    const answer = await route.call(owner, given, { path: `${route.pathFor(given)}?surprise=1` });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '#query/surprise' }] } });
  });
}

/** What the schema of a parameter refuses, and two values or a list where it wants one. */
function wrongQueries({ app: { document } }: Route, { name, schema = {} }: Parameter): string[] {
  const texts = ['', 'abc', '0', '-1', '1.5', '1e9', '101', '2026-02-30', 'x'.repeat(2_000), '%00', 'null', 'true', '{}'];
  const wrong = texts.filter((text) => !document.acceptsText(schema, decoded(text)) || text === '%00');
  const good = String(schema.default ?? schema.enum?.[0] ?? 'abc');
  return [...wrong.map((text) => `${name}=${text}`), `${name}=${good}&${name}=${good}`, `${name}[]=${good}`, `${name}[gt]=1`];
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Every address answers 405, with what it does allow, to the methods that it has not. */
export function describeMethods(route: Route, operation: Operation): void {
  it('answers 405 with Allow to the methods it has not', async () => {
    const { owner, given } = await route.scene();
    const path = route.pathFor(given);
    const allowed = route.app.document.methodsAt(path);
    expect(allowed).toContain(operation.method);
    for (const method of METHODS.filter((one) => !allowed.includes(one))) {
      const { status, headers } = await owner.send(method, path);
      expect({ method, status, allow: headers.allow?.split(', ').sort() }).toEqual({ method, status: 405, allow: allowed });
    }
  });
}

import type { ApiDocument, Schema } from './api-document.js';

/** One of each kind, and some beyond all limits. */
const VALUES: unknown[] = [null, true, 0, -1, 1.5, 1e21, '', 'x', 'x'.repeat(20_000), [], ['x'], {}, { x: 1 }];

export interface Variation {
  /** Where it differs from the sample. */
  path: (string | number)[];
  body: unknown;
}

/**
 * The sample body with one thing changed, for every place in it and every property of the schema that it leaves out. Some are right all the same: ask the
 * document. Without `values` of one's own it also takes each property away.
 */
export function variations(document: ApiDocument, schema: Schema, sample: unknown, values?: unknown[]): Variation[] {
  const leftOut = Object.keys(document.resolve(schema).properties ?? {}).filter((name) => !Object.hasOwn(sample as object, name));
  const places = [...placesIn(sample), ...leftOut.map((name) => [name])];
  return places.flatMap((path) => [
    ...(values ?? VALUES).map((value) => ({ path, body: withValue(sample, path, value) })),
    ...(values ? [] : [{ path, body: withValue(sample, path, undefined) }]),
  ]);
}

/** The path of everything inside of a value, however deep. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [[...path, key], ...placesIn((value as Record<string | number, unknown>)[key], [...path, key])]);
}

/** A copy with another value at `path`; `undefined` takes a property away. */
export function withValue(root: unknown, path: (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const copy = structuredClone(root) as Record<string | number, unknown>;
  copy[key] = withValue(copy[key], rest, value);
  if (copy[key] === undefined && !Array.isArray(copy)) delete copy[key];
  return copy;
}

export const pointerOf = (path: (string | number)[]): string => path.map((part) => `/${part}`).join('');

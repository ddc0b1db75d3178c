/** Starts `n` calls at once and waits for all. @example tally((await race(20, () => ana.patch(…))).map(({ status }) => status)) */
export function race<T>(n: number, call: (index: number) => PromiseLike<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: n }, (_, index) => call(index)));
}

/** How often each value is there: `{ 200: 1, 412: 19 }`. */
export function tally(values: (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

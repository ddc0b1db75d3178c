import type { Route } from './route.js';

/** Routes with a quota say what is left of it, in the headers of draft-ietf-httpapi-ratelimit-headers-07. */
export function describeQuota(route: Route, { requests, seconds }: { requests: number; seconds: number }): void {
  it('says what is left of the quota', async () => {
    const { owner, given } = await route.scene();
    const { headers } = await route.call(owner, given);
    expect(headers['ratelimit-policy']).toBe(`${requests};w=${seconds}`);
    const [, limit, remaining, reset] = /^limit=(\d+), remaining=(\d+), reset=(\d+)$/.exec(String(headers.ratelimit)) ?? [];
    expect(Number(limit)).toBe(requests);
    expect(Number(remaining)).toBeLessThan(requests);
    expect(Number(reset)).toBeGreaterThan(0);
    expect(Number(reset)).toBeLessThanOrEqual(seconds);
  });
}

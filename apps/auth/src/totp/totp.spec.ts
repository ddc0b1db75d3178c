import { base32, newTotpSecret, stepOf, totpUri } from './totp.js';

/** Appendix B of RFC 6238, of which six digits are used. */
const RFC_SECRET = Buffer.from('12345678901234567890');
const RFC_CODES = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

const at = (seconds: number): Date => new Date(seconds * 1000);

describe('a time-based code', () => {
  it.each(RFC_CODES)('of RFC 6238 at %d is %s', (seconds, code) => {
    expect(stepOf(RFC_SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('is good one step early and one step late, as the step it belongs to, and no further', () => {
    const step = Math.floor(1234567890 / 30);
    expect([-60, -30, 0, 30, 60].map((off) => stepOf(RFC_SECRET, '005924', at(1234567890 + off)))).toEqual([null, step, step, step, null]);
  });

  it.each(['', '5924', '0059240', '00592a', '٠٠٥٩٢٤', ' 005924', '005924\n'])('is six digits and not %j', (code) => {
    expect(stepOf(RFC_SECRET, code, at(1234567890))).toBeNull();
  });

  it('has a secret of 160 bits that differs every time, and a URI that names it', () => {
    const secret = newTotpSecret();
    expect(secret).toHaveLength(20);
    expect(secret.equals(newTotpSecret())).toBe(false);
    expect(totpUri(secret, 'ana@example.com')).toBe(
      `otpauth://totp/Backend%20Roadmap:ana%40example.com?issuer=Backend%20Roadmap&secret=${base32(secret)}&algorithm=SHA1&digits=6&period=30`,
    );
  });
});

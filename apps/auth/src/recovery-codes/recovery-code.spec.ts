import { hashRecoveryCode, newRecoveryCodes } from './recovery-code.js';

describe('recovery codes', () => {
  it('are ten different ones of at least 128 bits', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){6}[0-9a-hjkmnp-tv-z]{4}$/);
    expect(Math.log2(32 ** 28)).toBeGreaterThanOrEqual(128);
  });

  it('may be typed with blanks, in capitals, without dashes and with letters that look like digits', () => {
    const code = '0a1b-2c3d-0000-1111-4e5f-6g7h-8j9k';
    const typed = [code, ` ${code.toUpperCase().replaceAll('-', ' ')}\n`, code.replaceAll('-', ''), 'oalb-2c3d-oOoO-ilIL-4e5f-6g7h-8j9k'];
    expect(new Set(typed.map((code) => hashRecoveryCode(code).toString('hex'))).size).toBe(1);
  });
});

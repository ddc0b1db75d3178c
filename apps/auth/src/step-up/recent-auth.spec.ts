import { checkRecentAuth } from './recent-auth.js';
import { InsufficientAuthentication, NotWhileImpersonating } from './step-up.errors.js';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const ago = (ms: number): number => NOW.getTime() - ms;
const check = (who: object, amr: string[] = []) => () => checkRecentAuth({ amr: [], ...who }, { seconds: 300, amr }, NOW);

describe('a recent sign-in', () => {
  it('is one of the last five minutes', () => {
    expect(check({ authenticatedAt: ago(300_000) })).not.toThrow();
    expect(check({ authenticatedAt: ago(300_001) })).toThrow(InsufficientAuthentication);
  });

  it('is not claimed by a token that does not say when it was', () => {
    expect(check({})).toThrow(InsufficientAuthentication);
  });

  it('has been as strong as asked', () => {
    expect(check({ authenticatedAt: ago(0), amr: ['pwd'] }, ['mfa'])).toThrow(InsufficientAuthentication);
    expect(check({ authenticatedAt: ago(0), amr: ['pwd', 'otp', 'mfa'] }, ['mfa'])).not.toThrow();
  });

  it("is never an administrator's, in the name of somebody else", () => {
    expect(check({ authenticatedAt: ago(0), amr: ['mfa'], actor: 'admin' })).toThrow(NotWhileImpersonating);
  });

  it('tells a client what to ask for', () => {
    expect(new InsufficientAuthentication({ seconds: 300, amr: ['mfa'] }).challenge).toBe(
      'Bearer error="insufficient_user_authentication", error_description="A more recent or stronger authentication is required", max_age="300", acr_values="mfa"',
    );
  });
});

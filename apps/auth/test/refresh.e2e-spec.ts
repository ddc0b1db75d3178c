import { type AuthApp, claimsOf, startAuth } from './support/app.js';

let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const refresh = (refreshToken: string) => auth.anonymous.post('/v1/refresh', { refreshToken });
const events = async (accountId: string): Promise<string[]> => {
  const rows = await auth.dataSource.query('SELECT event FROM audit_event WHERE account_id = $1 ORDER BY seq', [accountId]);
  return rows.map(({ event }: { event: string }) => event);
};

describe('POST /v1/refresh', () => {
  it('gives a new pair in the same session, and the new token gives the next', async () => {
    const ana = await auth.person();
    const second = await refresh(ana.refreshToken);
    const third = await refresh(second.body.refreshToken);

    expect([second.status, third.status]).toEqual([200, 200]);
    expect(new Set([ana.refreshToken, second.body.refreshToken, third.body.refreshToken]).size).toBe(3);
    expect(claimsOf(third.body.accessToken)).toMatchObject({ sub: ana.id, sid: claimsOf(ana.accessToken).sid, amr: ['pwd'] });
  });

  it('leaves one branch, and one only, after fifty refreshes of one token at once, a hundred times in a row', async () => {
    const ana = await auth.person();
    let token = ana.refreshToken;
    for (let round = 0; round < 100; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(token)));
      const branches = new Set(answers.map(({ body }) => body.refreshToken));
      expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
      expect(branches.size).toBe(1);
      token = answers[0]?.body.refreshToken;
    }
    const [{ branches }] = await auth.dataSource.query('SELECT COUNT(*)::int AS branches FROM session WHERE account_id = $1 AND revoked_at IS NULL AND refresh_hash IS NOT NULL', [ana.id]);
    expect(branches).toBe(1);
    expect((await refresh(token)).status).toBe(200);
  }, 120_000);

  it('gives the same successor again for ten seconds, and after that takes the token for stolen', async () => {
    const ana = await auth.person();
    const first = await refresh(ana.refreshToken);
    await auth.clock.advance(10_000);
    expect((await refresh(ana.refreshToken)).body.refreshToken).toBe(first.body.refreshToken);

    await auth.clock.advance(1);
    expect((await refresh(ana.refreshToken)).status).toBe(401);
    expect((await refresh(first.body.refreshToken)).status).toBe(401);
    expect(await events(ana.id)).toEqual(['signed_in', 'refresh_token_reused']);
  });

  it('does not extend the ten seconds by asking again', async () => {
    const ana = await auth.person();
    await refresh(ana.refreshToken);
    for (const _ of [1, 2]) {
      await auth.clock.advance(5_000);
      expect((await refresh(ana.refreshToken)).status).toBe(200);
    }
    await auth.clock.advance(5_000);
    expect((await refresh(ana.refreshToken)).status).toBe(401);
  });

  it('knows no grace for the token before the one before, however fast: grace cannot be chained', async () => {
    const ana = await auth.person();
    const second = await refresh(ana.refreshToken);
    const third = await refresh(second.body.refreshToken);

    expect((await refresh(ana.refreshToken)).status).toBe(401);
    // The thief's branch and the owner's are the same one, and it is gone.
    expect((await refresh(third.body.refreshToken)).status).toBe(401);
  });

  it('ends the session on reuse, access tokens included, and no other session of the account', async () => {
    const ana = await auth.person();
    const phone = await auth.signIn(ana.email);
    const { body } = await refresh(ana.refreshToken);
    await auth.clock.advance(11_000);
    await refresh(ana.refreshToken);

    expect((await ana.get('/v1/me', { authorization: `Bearer ${body.accessToken}` })).status).toBe(401);
    expect((await phone.get('/v1/me')).status).toBe(200);
  });

  it('cannot be used to end the session of somebody whose session id one knows', async () => {
    const ana = await auth.person();
    const [sessionId, , mac] = ana.refreshToken.split('.');
    const forged = [`${sessionId}.${'A'.repeat(43)}.${mac}`, `${sessionId}.${'A'.repeat(43)}.${'A'.repeat(22)}`, `${sessionId}`, 'x', ''];
    const answers = await Promise.all(forged.map((token) => refresh(token)));

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect((await refresh(ana.refreshToken)).status).toBe(200);
  });

  it('ends after two weeks without use, and after ninety days in any case', async () => {
    const idle = await auth.person();
    const busy = await auth.person();
    let token = busy.refreshToken;
    const start = auth.clock.now().getTime();
    const onDay = (day: number) => auth.clock.set(new Date(start + day * 24 * 3600 * 1000));
    for (let day = 12; day <= 84; day += 12) {
      onDay(day);
      const { status, body } = await refresh(token);
      expect(status).toBe(200);
      token = body.refreshToken;
    }
    expect((await refresh(idle.refreshToken)).status).toBe(401);
    onDay(90);
    expect((await refresh(token)).status).toBe(401);
  });

  it('stores no token, nor anything a token could be made of', async () => {
    const ana = await auth.person();
    const { body } = await refresh(ana.refreshToken);
    const rows = await auth.dataSource.query('SELECT session::text AS text FROM session');
    const secrets = [ana.refreshToken, body.refreshToken].map((token) => token.split('.')[1] as string);

    for (const secret of secrets) {
      expect(rows.some(({ text }: { text: string }) => text.includes(secret) || text.includes(Buffer.from(secret, 'base64url').toString('hex')))).toBe(false);
    }
  });
});

import { type AuthApp, claimsOf, PASSWORD, startAuth } from './support/app.js';

let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('the sessions of an account', () => {
  it('are listed by device, and say which one is this', async () => {
    const { email } = await auth.account();
    const laptop = await auth.signIn(email, PASSWORD, { 'user-agent': FIREFOX });
    await auth.clock.advance(1_000);
    const phone = await auth.signIn(email, PASSWORD, { 'user-agent': 'curl/8.5.0' });
    const { status, body } = await phone.get('/v1/me/sessions');

    expect(status).toBe(200);
    expect(body.items.map(({ device, current, id }: Record<string, unknown>) => ({ device, current, id }))).toEqual([
      { device: 'curl', current: true, id: claimsOf(phone.accessToken).sid },
      { device: 'Firefox on Linux', current: false, id: claimsOf(laptop.accessToken).sid },
    ]);
    expect(body.items[0]).toMatchObject({ network: '127.0.0.0/24', methods: ['pwd'] });
  });

  it('end one by one: the access token, the refresh token and the entry in the list', async () => {
    const { email } = await auth.account();
    const [laptop, phone] = [await auth.signIn(email), await auth.signIn(email)];
    expect((await phone.delete(`/v1/me/sessions/${claimsOf(laptop.accessToken).sid}`)).status).toBe(204);

    expect((await laptop.get('/v1/me')).body.code).toBe('token_revoked');
    expect((await auth.anonymous.post('/v1/refresh', { refreshToken: laptop.refreshToken })).status).toBe(401);
    expect((await phone.get('/v1/me/sessions')).body.items).toHaveLength(1);
    expect((await phone.delete(`/v1/me/sessions/${claimsOf(laptop.accessToken).sid}`)).status).toBe(404);
  });

  it('cannot be ended by anybody else', async () => {
    const [ana, ben] = [await auth.person(), await auth.person()];
    expect((await ben.delete(`/v1/me/sessions/${claimsOf(ana.accessToken).sid}`)).status).toBe(404);
    expect((await ana.get('/v1/me')).status).toBe(200);
  });

  it('end all but this, or all', async () => {
    const { email } = await auth.account();
    const [laptop, phone, tablet] = [await auth.signIn(email), await auth.signIn(email), await auth.signIn(email)];
    expect((await phone.delete('/v1/me/sessions?except=current')).status).toBe(204);
    expect((await Promise.all([laptop, phone, tablet].map((one) => one.get('/v1/me')))).map(({ status }) => status)).toEqual([401, 200, 401]);

    expect((await phone.delete('/v1/me/sessions')).status).toBe(204);
    expect((await phone.get('/v1/me')).status).toBe(401);
  });

  it('end by signing out', async () => {
    const ana = await auth.person();
    expect((await ana.post('/v1/logout')).status).toBe(204);
    expect((await ana.get('/v1/me')).status).toBe(401);
    expect((await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken })).status).toBe(401);
  });

  it('are new at every sign-in, whatever is sent along: nobody can plant one', async () => {
    const eve = await auth.person();
    const { email } = await auth.account();
    const headers = { authorization: `Bearer ${eve.accessToken}`, cookie: `session=planted; browser=planted; device=planted` };
    const victim = await auth.signIn(email, PASSWORD, headers);

    expect(claimsOf(victim.accessToken).sid).not.toBe(claimsOf(eve.accessToken).sid);
    expect(claimsOf(victim.accessToken).sub).not.toBe(eve.id);
  });
});

describe('the activity of an account', () => {
  it('shows its owner what happened, the newest first and page by page, and nobody else', async () => {
    const { email } = await auth.account();
    await auth.anonymous.post('/v1/login', { email, password: 'wrong' });
    const ana = await auth.signIn(email, PASSWORD, { 'user-agent': FIREFOX });
    const { body } = await ana.get('/v1/me/activity?limit=1');
    expect(body.items).toEqual([{ at: auth.clock.now().toISOString(), event: 'signed_in', device: 'Firefox on Linux', network: '127.0.0.0/24', detail: { amr: ['pwd'] } }]);

    const rest = await ana.get(`/v1/me/activity?cursor=${body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ event: 'sign_in_failed' }], nextCursor: null });
    expect((await (await auth.person()).get(`/v1/me/activity?cursor=${body.nextCursor}`)).status).toBe(400);
  });
});

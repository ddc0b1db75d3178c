import { execFileSync } from 'node:child_process';
import { type AuthApp, PASSWORD, startAuth } from './support/app.js';

const oathtool = process.env.TEST_OATHTOOL ?? '';

let auth: AuthApp;
beforeAll(async () => {
  if (!oathtool) throw new Error('TEST_OATHTOOL is not set. On Debian: apt-get install oathtool.');
  auth = await startAuth();
});
afterAll(() => auth.stop());

/** What another maker's program shows. */
const codeOf = (secret: string): string => execFileSync(oathtool, ['--totp', '-b', '-N', `@${auth.clock.now().getTime() / 1000}`, secret], { encoding: 'utf8' }).trim();

it('takes the codes of oathtool, over an hour', async () => {
  const ana = await auth.person();
  const { secret } = (await ana.post('/v1/me/totp')).body;
  expect((await ana.post('/v1/me/totp/confirm', { code: codeOf(secret) })).status).toBe(200);
  for (let round = 0; round < 6; round++) {
    await auth.clock.advance(10 * 60_000);
    const { challenge } = (await auth.anonymous.post('/v1/login', { email: ana.email, password: PASSWORD })).body;
    expect((await auth.anonymous.post('/v1/login/second-factor', { challenge, kind: 'totp', proof: codeOf(secret) })).status).toBe(200);
  }
});

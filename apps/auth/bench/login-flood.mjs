// @ts-check
// node apps/auth/bench/login-flood.mjs, with TEST_DATABASE_URL and TEST_REDIS_URL
//
// A sign-in is bound by its hash, on purpose. So the measure is the hash itself: the same hashes, as many at once as there are cores, and nothing else.
// They take turns with a flood of sign-ins over HTTP, during which another client goes on asking for something that needs no hash.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { PasswordHasher } from '@roadmap/auth';
import { migrate, provision, withClient, withDatabase } from '@roadmap/database';
import { database } from '../dist/app.js';

const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 16;
const ACCOUNTS = 200;
const PASSWORD = 'a long and quiet river';
const PORT = 3902;
const url = `http://127.0.0.1:${PORT}`;
const { TEST_DATABASE_URL: adminUrl = '', TEST_REDIS_URL: redisUrl = '' } = process.env;

/** @param {number[]} values @param {number} share */
const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
/** @param {number[]} values */
const median = (values) => quantile(values, 0.5);

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
/** @param {string} method @param {string} path @param {object} [body] @param {Record<string, string>} [headers] @returns {Promise<{ status: number, body: any }>} */
const send = (method, path, body, headers = {}) =>
  new Promise((resolve, reject) => {
    const request = http.request(url + path, { method, agent, headers: { ...(body && { 'content-type': 'application/json' }), ...headers } }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, body: text && JSON.parse(text) });
    });
    request.on('error', reject).end(body && JSON.stringify(body));
  });

/** Calls `work` from `lanes` lanes until the time is over. @param {number} lanes @param {(index: number) => Promise<void>} work @returns {Promise<number>} per second */
async function perSecond(lanes, work) {
  const start = performance.now();
  const end = start + SECONDS * 1000;
  let begun = 0;
  let count = 0;
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (performance.now() < end) {
      await work(begun++);
      count++;
    }
  }));
  return (count * 1000) / (performance.now() - start);
}

/** One request every ten milliseconds. @param {() => boolean} goesOn @returns {Promise<number[]>} milliseconds of each */
async function askOthers(goesOn) {
  const times = [];
  while (goesOn()) {
    const start = performance.now();
    const { status } = await send('GET', '/jwks');
    if (status !== 200) throw new Error(`/jwks answered ${status}`);
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return times;
}

const name = `bench_auth_${randomUUID().slice(0, 8)}`;
const { url: databaseUrl, migrationUrl } = await provision(adminUrl, 'auth', { database: name });
await migrate(database, migrationUrl);
const hasher = new PasswordHasher();
const passwordHash = await hasher.hash(PASSWORD);
await withClient(withDatabase(adminUrl, name), (client) =>
  client.query(
    `INSERT INTO account (email, password_hash, email_verified_at, created_at, updated_at)
     SELECT 'bench-' || n || '@example.com', $1, now(), now(), now() FROM generate_series(0, $2) AS n`,
    [passwordHash, ACCOUNTS],
  ),
);

const server = spawn(process.execPath, [fileURLToPath(new URL('../dist/main.js', import.meta.url))], {
  env: {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORT: String(PORT),
    LOG_FILE: '/dev/null',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: `${name}:`,
    TRUSTED_PROXIES: '1',
    AUTH_PUBLIC_URL: 'https://auth.example.com',
    AUTH_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    AUTH_COOKIE_SECRET: randomBytes(32).toString('base64'),
    CURSOR_SECRET: randomBytes(32).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    AUTH_CLIENTS: '[]',
    ...JSON.parse(process.env.BENCH_ENV ?? '{}'),
  },
  stdio: ['ignore', 'inherit', 'inherit'],
});
try {
  for (let tries = 0; ; tries++) {
    const ready = await send('GET', '/readyz').then(({ status }) => status === 200, () => false);
    if (ready) break;
    if (tries > 100) throw new Error('The app does not start.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  /** @param {number} index */
  const login = async (index) => {
    const number = index % ACCOUNTS;
    const answer = await send('POST', '/v1/login', { email: `bench-${number}@example.com`, password: PASSWORD }, { 'x-forwarded-for': `198.18.${number}.1` });
    if (answer.status !== 200 || !answer.body.accessToken) throw new Error(`A sign-in was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  };
  const hash = async () => void (await hasher.verify(passwordHash, PASSWORD));

  console.log(`${availableParallelism()} cores, load average ${loadavg().map((value) => value.toFixed(2)).join(' ')}, Node ${process.version}`);
  // The compiler has to have seen all of it often enough.
  for (let round = 0; round < 4; round++) await perSecond(CONNECTIONS, login);
  const hashes = [], logins = [], quiet = [], busy = [];
  for (let round = 0; round < ROUNDS; round++) {
    hashes.push(await perSecond(availableParallelism() * 2, hash));
    const until = performance.now() + SECONDS * 1000;
    quiet.push(quantile(await askOthers(() => performance.now() < until), 0.99));
    let flooding = true;
    const others = askOthers(() => flooding);
    logins.push(await perSecond(CONNECTIONS, login).finally(() => (flooding = false)));
    busy.push(quantile(await others, 0.99));
  }
  console.log(`hashes/s ${median(hashes).toFixed(1)}  logins/s ${median(logins).toFixed(1)}`);
  console.log(`p99 of GET /jwks: ${median(quiet).toFixed(2)} ms alone, ${median(busy).toFixed(2)} ms during the flood`);
  console.log(`ratio auth-login ${(median(logins) / median(hashes)).toFixed(2)} goal 0.90`);
  console.log(`ratio auth-others-p99 ${(median(quiet) / median(busy)).toFixed(2)} goal 0.50`);
} finally {
  server.kill('SIGTERM');
  await once(server, 'exit');
  await withClient(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  agent.destroy();
}
process.exit(0);

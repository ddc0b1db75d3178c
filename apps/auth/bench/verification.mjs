// @ts-check
// node apps/auth/bench/verification.mjs
//
// What it costs an app to check who calls: two routes that do the same, one open and one behind a token, in one server. They take turns.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { demoToken } from '@roadmap/auth';

const ROUNDS = 9;
const SECONDS = 2;
const CONNECTIONS = 32;

const server = fork(fileURLToPath(new URL('verification-server.mjs', import.meta.url)));
const [{ url }] = await once(server, 'message');
const token = await demoToken('alice@example.com');
const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** @param {string} path @returns {Promise<void>} */
const get = (path) =>
  new Promise((resolve, reject) => {
    const request = http.get(url + path, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${path} answered ${response.statusCode}`));
      response.resume().on('end', resolve);
    });
    request.on('error', reject);
  });

/** @param {string} path */
async function perSecond(path) {
  const start = performance.now();
  let count = 0;
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    for (; performance.now() < start + SECONDS * 1000; count++) await get(path);
  }));
  return (count * 1000) / (performance.now() - start);
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

for (const path of ['/open', '/closed', '/open', '/closed']) await perSecond(path); // warm
/** @type {Record<string, number[]>} */
const seen = { '/open': [], '/closed': [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const path of round % 2 ? ['/open', '/closed'] : ['/closed', '/open']) seen[path]?.push(await perSecond(path));
}
const [open, closed] = [median(seen['/open'] ?? []), median(seen['/closed'] ?? [])];
console.log(`${availableParallelism()} cores, load average ${loadavg().map((value) => value.toFixed(2)).join(' ')}, Node ${process.version}`);
console.log(`open ${open.toFixed(0)}/s, behind a token ${closed.toFixed(0)}/s`);
console.log(`ratio auth-verification ${(closed / open).toFixed(2)} goal 0.90`);
agent.destroy();
server.kill('SIGTERM');

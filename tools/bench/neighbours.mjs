// @ts-check
import { createServer } from 'node:http';
import { createIssuer } from './issuer.mjs';

/**
 * What stands around an app in production: the token issuer with its keys, and the collector that takes its spans and throws them away.
 */
export async function startNeighbours() {
  let batches = 0;
  const server = createServer((request, response) => {
    if (request.method === 'POST') batches++;
    request.resume().once('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(request.url === '/jwks' ? JSON.stringify(issuer.keys) : '{}');
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
  const issuer = createIssuer(`${url}/`);
  return {
    token: issuer.token,
    /** The settings by which an app finds them. */
    env: { AUTH_ISSUER: `${url}/`, AUTH_JWKS_URL: `${url}/jwks`, OTEL_EXPORTER_OTLP_ENDPOINT: url },
    /** How many batches of spans have come in. */
    batches: () => batches,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

import { createServer } from 'node:http';

// The least program that startProcess can start: ready after a moment, says so, drains on SIGTERM.
if (process.env.BROKEN) throw new Error('broken on purpose');
const server = createServer((request, response) => response.writeHead(request.url === '/readyz' ? 200 : 404).end(process.env.GREETING));
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write(`listening, HOME is ${process.env.HOME}\n`));
process.once('SIGTERM', () => {
  process.stdout.write('drained\n');
  server.close(() => process.exit(0));
  server.closeAllConnections();
});

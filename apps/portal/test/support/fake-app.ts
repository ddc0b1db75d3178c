import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a fake app does with a request. */
export type Behaviour = RequestListener;

/** The ways in which an app can be well or ill. */
export const answers = (status: number, headers: Record<string, string> = {}): Behaviour => (_request, response) => void response.writeHead(status, headers).end('{}');
export const hangs: Behaviour = () => undefined;
export const resets: Behaviour = (request) => void request.socket.resetAndDestroy();
export const talksNonsense: Behaviour = (request) => void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n');
export const aliveOnly: Behaviour = (request, response) => (request.url === '/livez' ? answers(200)(request, response) : hangs(request, response));
/** Begins an answer, byte by byte, and never ends it. */
export const dripsItsHead: Behaviour = ({ socket }) => drip(socket, 'HTTP/1.1 200 OK\r\nx-slow: '.padEnd(10_000, 'z'));
export const dripsItsBody: Behaviour = ({ socket }) => (socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10000\r\n\r\n'), drip(socket, 'z'.repeat(10_000)));
/** A gigabyte, as fast as it is taken. */
export const floods: Behaviour = (_request, response) => {
  const piece = Buffer.alloc(64 * 1024, 'z');
  response.writeHead(200);
  let left = 16 * 1024;
  const pour = () => {
    while (left > 0 && !response.destroyed && response.write(piece)) left--;
    if (left === 0) response.end();
  };
  response.on('drain', pour);
  pour();
};

function drip(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => socket.write(text.charAt(at++)), 20);
  socket.once('close', () => clearInterval(timer));
}

/** A server that stands for an app; what it does can be changed while it runs. */
export class FakeApp {
  readonly asked: string[] = [];
  readonly #connections: Promise<number>[] = [];
  #server?: Server;
  #port = 0;

  constructor(public behaviour: Behaviour) {}

  static async start(behaviour: Behaviour): Promise<FakeApp> {
    const app = new FakeApp(behaviour);
    await app.start();
    return app;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Waits for those who asked to hang up. @returns how many bytes they were sent */
  async sentInAll(): Promise<number> {
    return (await Promise.all(this.#connections)).reduce((sum, bytes) => sum + bytes, 0);
  }

  /** On the port it had before, if it had one. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.asked.push(request.url ?? '');
      this.#connections.push(new Promise((resolve) => request.socket.once('close', () => resolve(request.socket.bytesWritten))));
      request.socket.on('error', () => undefined);
      this.behaviour(request, response);
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

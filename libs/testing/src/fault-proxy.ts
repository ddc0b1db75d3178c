import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * Stands between an app and its PostgreSQL or Redis, and fails on demand.
 *
 * @example
 * const proxy = await FaultProxy.before(database.url);
 * const todo = await startTodo({ env: { DATABASE_URL: proxy.url } });
 * await proxy.cut(); // connections break, new ones are refused
 * await proxy.restore();
 */
export class FaultProxy {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #latencyMs = 0;
  #flow: Promise<void> = Promise.resolve();
  #resume = () => {};

  private constructor(private readonly target: URL) {}

  /** @param url of the real server, e.g. `postgres://…` */
  static async before(url: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(new URL(url));
    await proxy.#listen();
    return proxy;
  }

  /** The same address as the real one's, through the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  /** The server is dead: connections break, new ones are refused. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  /** The server hangs: connections live and nothing comes through any more. */
  stall(): void {
    this.#flow = new Promise((resolve) => (this.#resume = resolve));
  }

  /** Everything takes this many milliseconds longer, each way. */
  delay(ms: number): void {
    this.#latencyMs = ms;
  }

  /** All is well again; what was held back goes on its way. */
  async restore(): Promise<void> {
    this.#latencyMs = 0;
    this.#resume();
    if (!this.#server) await this.#listen();
  }

  async close(): Promise<void> {
    this.#resume();
    await this.cut();
  }

  async #listen(): Promise<void> {
    const server = createServer((client) => this.#join(client, connect(Number(this.target.port), this.target.hostname)));
    // The same port again, because the app has it in its settings.
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  #join(client: Socket, real: Socket): void {
    for (const [from, to] of [[client, real], [real, client]] as const) {
      this.#sockets.add(from);
      let order = Promise.resolve();
      from.on('data', (bytes) => (order = order.then(() => this.#pass(to, bytes))));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        void order.then(() => to.destroy());
      });
    }
  }

  async #pass(to: Socket, bytes: Buffer): Promise<void> {
    if (this.#latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#latencyMs));
    await this.#flow;
    if (to.writable) to.write(bytes);
  }
}

import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { HashCost } from './password-hasher.js';

/** A hash to make, or, with `encoded`, to check. */
interface Job {
  password: string;
  encoded?: string;
  cost?: HashCost;
}

interface Pending {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/**
 * What runs in the thread.
 *
 * WHY: text and no file of its own, so that it is found from sources and from dist alike. On Linux a priority belongs to a thread and not to a process: this
 * one gives way to the event loop, so that other requests are answered at once however many hashes wait.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { hashSync, verifySync } = require(workerData.argon2);
if (process.platform === 'linux') require('node:os').setPriority(workerData.priority);
parentPort.on('message', ({ password, encoded, cost }) => {
  try {
    // 2 is Argon2id
    const result = encoded === undefined ? hashSync(password, { ...cost, algorithm: 2 }) : verifySync(encoded, password);
    parentPort.postMessage({ result });
  } catch (error) {
    parentPort.postMessage({ error: error.message });
  }
});`;

const NICENESS = 10;
const argon2 = createRequire(import.meta.url).resolve('@node-rs/argon2');

/** A thread that makes one hash at a time. It keeps the process alive while it works, and not while it waits. */
export class HashThread {
  readonly #worker = new Worker(PROGRAM, { eval: true, execArgv: [], env: {}, workerData: { argon2, priority: NICENESS } });
  #pending?: Pending;
  /** It has died, and makes no more. */
  ended = false;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', ({ result, error }: { result?: never; error?: string }) => {
      const pending = this.#settle();
      if (error === undefined) pending?.resolve(result as never);
      else pending?.reject(new Error(error));
    });
    this.#worker.on('error', (error: Error) => this.#settle()?.reject(error));
    this.#worker.on('exit', () => {
      this.ended = true;
      this.#settle()?.reject(new Error('The thread that makes hashes has ended.'));
    });
  }

  run<T>(job: Job): Promise<T> {
    this.#worker.ref();
    return new Promise<T>((resolve, reject) => {
      this.#pending = { resolve: resolve as Pending['resolve'], reject };
      this.#worker.postMessage(job);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(): Pending | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#worker.unref();
    return pending;
  }
}

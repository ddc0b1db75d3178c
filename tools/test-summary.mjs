// @ts-check
import { which } from './machine.mjs';
import { seconds, table } from './progress.mjs';
import { run } from './run.mjs';

/** @typedef {import('./test-steps.mjs').TestStep} TestStep */

/** Runs the steps of a test run and remembers how each went. */
export class Summary {
  /** @type {{ name: string, passed: boolean, ms: number }[]} */
  #done = [];
  /** @type {TestStep[]} */
  #notRun = [];

  /**
   * Times a piece of work; its failure ends the run.
   *
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async record(name, work) {
    const start = performance.now();
    let passed = false;
    try {
      const result = await work();
      passed = true;
      return result;
    } finally {
      this.#done.push({ name, passed, ms: performance.now() - start });
    }
  }

  /** Steps that do not depend on each other, two at a time; a failing one does not keep the others from running. @param {TestStep[]} steps */
  async runAll(steps) {
    const waiting = [...steps];
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.run(next);
    };
    await Promise.all([worker(), worker()]);
  }

  /** @param {TestStep} step */
  async run({ name, args, env = process.env, show = false, needs }) {
    if (needs && !which(needs.tool)) return void this.#notRun.push({ name, args, needs });
    const start = performance.now();
    if (show) process.stderr.write(`  … ${name}\n`);
    const { code, output } = await run(process.execPath, args, { env, show });
    const ms = performance.now() - start;
    this.#done.push({ name, passed: code === 0, ms });
    if (code !== 0 && !show) process.stderr.write(`\n--- ${name} fails:\n${output.trimEnd()}\n---\n\n`);
    process.stderr.write(`  ${code === 0 ? 'ok' : '--'} ${name.padEnd(12)} ${seconds(ms).padStart(7)}\n`);
  }

  /** What cannot run on this machine, to be told at the end. @param {TestStep[]} steps */
  leaveOut(steps) {
    this.#notRun.push(...steps);
  }

  /** Prints what ran, how long, and what did not. @returns {number} the exit code */
  print() {
    const failed = this.#done.filter((step) => !step.passed);
    const total = { name: 'whole run', passed: failed.length === 0, ms: performance.now() };
    const rows = [...this.#done, total].map(({ name, passed, ms }) => [name, passed ? 'passed' : 'FAILED', seconds(ms)]);
    console.log(`\n${table([['step', 'result', 'time'], ...rows])}`);
    for (const { name, needs } of this.#notRun) console.log(`  NOT RUN: ${name}, for want of ${needs?.tool}: ${needs?.install}`);
    if (failed.length > 0) console.log(`\n  Failed: ${failed.map(({ name }) => name).join(', ')}`);
    return failed.length > 0 || (this.#notRun.length > 0 && process.env.CI) ? 1 : 0;
  }
}


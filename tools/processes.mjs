// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const hasProc = existsSync('/proc/self/stat');

/**
 * What tells a process from a later one that got the same number: its start time. Undefined when there is no such process.
 *
 * TRAP: a zombie still answers `kill -0`, for ever where process 1 of a container does not reap; it counts as gone.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
export function identity(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  if (!hasProc) {
    const [state, ...started] = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim().split(/\s+/);
    return !state || state.startsWith('Z') ? undefined : started.join(' ');
  }
  const stat = statOf(pid);
  return !stat || stat[0] === 'Z' || stat[0] === 'X' ? undefined : stat[19];
}

/** State, parent and so on, as Linux has them after the process's name. @param {number} pid @returns {string[] | undefined} */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** @typedef {{ pid: number, started?: string | undefined }} ProcessRecord what is written down about a process, to find it again after a crash */

/** @param {number} pid @returns {ProcessRecord} */
export const recordOf = (pid) => ({ pid, started: identity(pid) });

/** @param {ProcessRecord | undefined} record */
export const isAlive = (record) => record?.started !== undefined && identity(record.pid) === record.started;

/** Children, their children and so on; sessions and process groups do not matter. @param {number} pid @returns {ProcessRecord[]} */
export function descendants(pid) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const [child, parent] of parents()) children.set(parent, [...(children.get(parent) ?? []), child]);
  /** @param {number} parent @returns {number[]} */
  const below = (parent) => (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid).map(recordOf);
}

/** Every process with its parent. @returns {[number, number][]} */
function parents() {
  if (!hasProc) {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    return stdout.trim().split('\n').map((line) => /** @type {[number, number]} */ (line.trim().split(/\s+/).map(Number)));
  }
  return readdirSync('/proc').map(Number).filter(Boolean).map((pid) => [pid, Number(statOf(pid)?.[1])]);
}

/** The processes that work in `dir` (Linux only; elsewhere unknown). @param {string} dir @returns {number[] | undefined} */
export function processesIn(dir) {
  if (!hasProc) return undefined;
  return readdirSync('/proc').map(Number).filter((pid) => {
    try {
      return pid > 0 && readlinkSync(`/proc/${pid}/cwd`) === dir && identity(pid) !== undefined;
    } catch {
      return false;
    }
  });
}

/** Sends a signal to a process, or with a negative number to its group; one that is gone already is no error. @param {number | undefined} pid @param {NodeJS.Signals} signal */
export function send(pid, signal) {
  if (!pid) return; // TRAP: 0 would be our own group
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** @param {() => boolean} condition @param {number} ms @returns {Promise<boolean>} whether it came true in time */
export async function until(condition, ms) {
  for (const end = Date.now() + ms; ; await sleep(20)) {
    if (condition()) return true;
    if (Date.now() > end) return false;
  }
}

/** Asks a process to end, and makes it end when it does not. @param {ProcessRecord} record @param {number} [graceMs] */
export async function stopProcess(record, graceMs = 10_000) {
  if (isAlive(record)) send(record.pid, 'SIGTERM');
  if (await until(() => !isAlive(record), graceMs)) return;
  send(record.pid, 'SIGKILL');
  await until(() => !isAlive(record), 5_000);
}

/** Memory of processes in MB, shared pages counted once (Linux only). @param {number[]} pids @returns {number} */
export function memoryOf(pids) {
  let kilobytes = 0;
  for (const pid of pids) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // ended meanwhile
    }
  }
  return Math.round(kilobytes / 1024);
}

// @ts-check
const tty = Boolean(process.stderr.isTTY);

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Does a piece of work and shows how long it takes, while it lasts and after: a line that counts on a terminal, a line every five seconds in a file.
 *
 * @template T
 * @param {string} title
 * @param {(note: (text: string) => void) => Promise<T>} work calls `note` with what is worth adding to the finished line
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  let remark = '';
  const line = () => `${title.padEnd(12)} ${seconds(elapsed()).padStart(7)}`;
  const timer = setInterval(() => process.stderr.write(tty ? `\r\x1b[2K  … ${line()}` : `  … ${line()}\n`), tty ? 200 : 5_000);
  try {
    const result = await work((text) => (remark = `  ${text}`));
    done('ok', line() + remark);
    return result;
  } catch (error) {
    done('--', line());
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** @param {string} mark @param {string} line */
const done = (mark, line) => process.stderr.write(`${tty ? '\r\x1b[2K' : ''}  ${mark} ${line}\n`.replace('  ok', tty ? '  \u2713' : '  ok'));

/**
 * Rows as columns of equal width.
 *
 * @param {string[][]} rows the first one is the heading
 */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd()).join('\n');
}

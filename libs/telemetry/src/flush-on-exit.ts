const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const FLUSH_TIMEOUT_MS = 1_000;

/**
 * Calls `flush` when the process runs out of work and when it is told to stop. The app's own signal handlers go on as if we were not there; where it has none, the
 * signal ends the process as it would have, after the flush.
 */
export function flushOnExit(flush: () => Promise<void>): void {
  let flushed = false;
  process.on('beforeExit', () => {
    // TRAP: work that is started in beforeExit makes it fire again, for ever.
    if (flushed) return;
    flushed = true;
    void flush();
  });
  for (const signal of SIGNALS) {
    const listener = () => {
      const alone = process.listenerCount(signal) === 1;
      const done = Promise.race([flush(), new Promise((resolve) => setTimeout(resolve, FLUSH_TIMEOUT_MS).unref())]);
      // TRAP: a listener, whatever it does, takes away the default of a signal, which is to end the process.
      if (!alone) return;
      void done.catch(() => undefined).then(() => {
        process.removeListener(signal, listener);
        process.kill(process.pid, signal);
      });
    };
    // TRAP: after a `once` handler of the app has run it is no longer counted, so we look before it does.
    process.prependListener(signal, listener);
  }
}

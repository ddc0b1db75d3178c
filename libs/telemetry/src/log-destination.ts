import { mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';

type Destination = ReturnType<typeof pino.destination>;

const open = new Set<Destination>();
let stdout: Destination | undefined;
let flushing = false;

/**
 * A file, or standard output, written in blocks: one line per write is the dearest part of logging. A block is written when full or after 100 ms, and whatever is left
 * when the process ends.
 */
export function logDestination(file?: string): Destination {
  if (!file) return (stdout ??= openDestination(process.stdout.fd));
  mkdirSync(dirname(file), { recursive: true });
  // TRAP: given a path, pino opens it later, and a program that ends before that has logged nothing. This way a path that cannot be written is an error at start, too.
  return openDestination(openSync(file, 'a'));
}

/** Writes everything out now. */
export function flushLogs(): void {
  for (const destination of open) {
    try {
      destination.flushSync();
    } catch {
      // The reader of the pipe is gone: nobody is left to tell.
    }
  }
}

function openDestination(fd: number): Destination {
  // WHY: sync, because a block that a thread is still writing when the process ends may come behind the one that is written at the end. A block is one short write for some thirty lines.
  const destination = pino.destination({ fd, sync: true, minLength: 8_192, periodicFlush: 100 });
  // TRAP: an EPIPE without a listener is an uncaught exception: `npm start | head` would take the app down.
  destination.on('error', () => open.delete(destination));
  destination.on('close', () => open.delete(destination));
  if (!flushing) process.on('exit', flushLogs);
  flushing = true;
  open.add(destination);
  return destination;
}

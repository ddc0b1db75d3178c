/** Commands whose first argument is not a key. */
const KEYLESS = new Set(['auth', 'hello', 'config', 'acl', 'client', 'eval', 'evalsha', 'eval_ro', 'evalsha_ro', 'fcall', 'fcall_ro', 'script', 'function', 'migrate', 'echo', 'ping', 'publish', 'info', 'select', 'object', 'xread', 'xreadgroup', 'debug', 'module', 'slowlog', 'command', 'cluster', 'replicaof', 'memory', 'latency']);

/** A Redis command as a span shows it: its name and first key, never a value, a script or a password. Scripts show the first of their keys. */
export function redisStatement(command: string, args: unknown[]): string {
  const name = command.toLowerCase();
  const key = /^(eval|evalsha|fcall)(_ro)?$/.test(name) ? (Number(args[1]) > 0 ? args[2] : undefined) : KEYLESS.has(name) ? undefined : args[0];
  return typeof key === 'string' || Buffer.isBuffer(key) ? `${name} ${String(key).slice(0, 200)}` : name;
}

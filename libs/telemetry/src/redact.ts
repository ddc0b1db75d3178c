import { isSecretKey, REDACTED } from './secret-patterns.js';
import { isErrorLike, serializeError } from './serialize-error.js';

const MAX_DEPTH = 8;
const MAX_NODES = 1_000;
const MAX_STRING = 8_192;

/**
 * A copy of log fields that is safe to serialise: secrets are gone by key name at any depth, cycles, getters that throw, bytes and endless structures become
 * short words. pino's own `redact` takes paths of fixed depth, and a secret two levels further down passes it.
 */
export function redact(fields: object): Record<string, unknown> {
  const walk: Walk = { left: MAX_NODES, above: [] };
  return copyFields(fields, walk);
}

interface Walk {
  /** How many values may still be written. */
  left: number;
  /** The objects that we are inside of, outermost first. */
  above: object[];
}

function copy(value: unknown, walk: Walk): unknown {
  if (typeof value === 'string') return value.length > MAX_STRING ? `${value.slice(0, MAX_STRING)}…` : value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (walk.left-- <= 0) return '[truncated]';
  if (walk.above.includes(value)) return '[circular]';
  if (walk.above.length >= MAX_DEPTH) return '[deep]';
  walk.above.push(value);
  try {
    return copyObject(value, walk);
  } catch {
    return '[unreadable]';
  } finally {
    walk.above.pop();
  }
}

function copyObject(value: object, walk: Walk): unknown {
  if (isErrorLike(value)) return serializeError(value);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return copyList(value, walk);
  if (value instanceof Map) return copyMap(value, walk);
  if (value instanceof Set) return copyList(value, walk);
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return copy(toJSON.call(value) as unknown, walk);
  return copyFields(value, walk);
}

function copyFields(object: object, walk: Walk): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(object)) {
    if (walk.left-- <= 0) {
      result['…'] = '[truncated]';
      break;
    }
    result[key === '__proto__' ? '["__proto__"]' : key] = isSecretKey(key) ? REDACTED : copyKey(object, key, walk);
  }
  return result;
}

function copyKey(object: object, key: string, walk: Walk): unknown {
  let value: unknown;
  try {
    value = (object as Record<string, unknown>)[key];
  } catch {
    return '[unreadable]';
  }
  return copy(value, walk);
}

function copyMap(map: Map<unknown, unknown>, walk: Walk): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of map) {
    if (walk.left-- <= 0) break;
    const name = typeof key === 'object' ? '[object]' : String(key);
    result[name] = isSecretKey(name) ? REDACTED : copy(value, walk);
  }
  return result;
}

function copyList(list: Iterable<unknown>, walk: Walk): unknown[] {
  const result: unknown[] = [];
  let secretNext = false;
  for (const value of list) {
    if (walk.left-- <= 0) {
      result.push('[truncated]');
      break;
    }
    // TRAP: raw headers and entries are lists: ['authorization', 'Bearer …'].
    result.push(secretNext ? REDACTED : copy(value, walk));
    secretNext = !secretNext && typeof value === 'string' && value.length < 100 && isSecretKey(value);
  }
  return result;
}

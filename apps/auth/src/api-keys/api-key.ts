import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Stands before every key, so that people and secret scanners know what they have found. */
const BRAND = 'rmk';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;
const SECRET_LENGTH = 32;
const CHECK_LENGTH = 6;

const SHAPE = new RegExp(`^${BRAND}_([0-9A-Za-z]{${ID_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECK_LENGTH}})$`);

/** A key that has just been made: `key` is shown once, the rest is stored. */
export interface NewApiKey {
  key: string;
  /** The public part, by which a key is found and by which its owner knows it again. */
  prefix: string;
  hash: Buffer;
}

/** `rmk_<12 public>_<32 secret: 190 bits><6 checksum>`. */
export function newApiKey(): NewApiKey {
  const prefix = `${BRAND}_${randomText(ID_LENGTH)}`;
  const body = `${prefix}_${randomText(SECRET_LENGTH)}`;
  const key = body + checksum(body);
  return { key, prefix, hash: hashApiKey(key) };
}

/**
 * The public part of a key; undefined where it is none of ours. A typing error or an invented key is found by its checksum, without asking the database.
 */
export function prefixOf(key: string): string | undefined {
  const id = SHAPE.exec(key)?.[1];
  const body = key.slice(0, -CHECK_LENGTH);
  return id !== undefined && checksum(body) === key.slice(-CHECK_LENGTH) ? `${BRAND}_${id}` : undefined;
}

/** What is stored of a key. WHY no slow hash: 190 random bits cannot be guessed, and a key is checked often. */
export const hashApiKey = (key: string): Buffer => createHash('sha256').update(key).digest();

const randomText = (length: number): string => Array.from({ length }, () => BASE62[randomInt(BASE62.length)]).join('');

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECK_LENGTH; place++, rest = Math.floor(rest / 62)) digits = (BASE62[rest % 62] ?? '') + digits;
  return digits;
}

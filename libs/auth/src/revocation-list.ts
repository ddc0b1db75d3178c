import type { TokenIdentity } from './token-source.js';

/** Tokens that are taken back before they expire: those of one session, or those of a subject that are older than a change. */
export interface Revocation {
  sid?: string;
  sub?: string;
  /** With `sub`: tokens with a lower `ver` are refused, and those without one that were issued before `at`. */
  ver?: number;
  /** When, in milliseconds since 1970. */
  at: number;
  /** When the last token that this concerns has expired, and this may be forgotten. */
  until: number;
}

/** Revocations in memory. It stays small: access tokens live for minutes, and so does what is said of them. */
export class RevocationList {
  readonly #sessions = new Map<string, Revocation>();
  readonly #subjects = new Map<string, Revocation>();

  /** Hearing of the same one twice changes nothing. */
  add(revocation: Revocation): void {
    const { sid, sub, ver = 0 } = revocation;
    if (sid !== undefined) this.#sessions.set(sid, revocation);
    if (sub === undefined) return;
    const known = this.#subjects.get(sub);
    // They may arrive in any order, and the newest counts.
    if (!known || (known.ver ?? 0) <= ver) this.#subjects.set(sub, revocation);
  }

  has({ subject, session, version, issuedAt = 0 }: TokenIdentity): boolean {
    if (session !== undefined && this.#sessions.has(session)) return true;
    const revocation = this.#subjects.get(subject);
    if (!revocation) return false;
    if (version !== undefined && revocation.ver !== undefined) return version < revocation.ver;
    // TRAP: `iat` counts whole seconds. In the second of the change old and new look the same, and the safe answer is no.
    return Math.floor(issuedAt / 1000) <= Math.floor(revocation.at / 1000);
  }

  /** Forgets what concerns only tokens that have expired by now. */
  purge(now: number): void {
    for (const list of [this.#sessions, this.#subjects]) {
      for (const [key, { until }] of list) if (until <= now) list.delete(key);
    }
  }

  get size(): number {
    return this.#sessions.size + this.#subjects.size;
  }
}

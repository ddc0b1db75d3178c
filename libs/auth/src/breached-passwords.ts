import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';

/**
 * All known SHA-1 hashes that begin with five hexadecimal digits, each without them.
 *
 * WHY: k-anonymity. Whoever answers learns one of a million prefixes, shared by hundreds of passwords, and never the password or its hash.
 */
export type Ranges = (prefix: string) => Promise<Iterable<string>>;

const TIMEOUT_MS = 1_000;

/** Whether a password is known from data stolen elsewhere. Those are what attackers try first, on every account there is. */
export class BreachedPasswords {
  private readonly logger = new Logger(BreachedPasswords.name);

  constructor(private readonly ranges: Ranges) {}

  /** A service that is away lets the password pass: nobody should be unable to sign up because of it. */
  async has(password: string): Promise<boolean> {
    const digest = createHash('sha1').update(password.normalize('NFKC')).digest('hex').toUpperCase();
    try {
      for (const suffix of await this.ranges(digest.slice(0, 5))) if (suffix === digest.slice(5)) return true;
    } catch (error) {
      this.logger.warn(`Stolen passwords could not be looked up: ${(error as Error).message}`);
    }
    return false;
  }
}

/** A range service as Have I Been Pwned runs one. @param url the prefix is put behind it */
export const remoteRanges =
  (url: string): Ranges =>
  async (prefix) => {
    // The answer is filled up to one length for all prefixes; what was filled in counts 0.
    const answer = await fetch(url + prefix, { headers: { 'add-padding': 'true' }, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`The range service answered ${answer.status}.`);
    const lines = (await answer.text()).split(/\r?\n/).map((line) => line.trim().toUpperCase().split(':'));
    return lines.filter(([, count]) => count !== '0').map(([suffix = '']) => suffix);
  };

import { Injectable } from '@nestjs/common';
import { Clock } from '@roadmap/clock';

const MAX_MAILS = 5;
const WINDOW_MS = 15 * 60 * 1000;
const MAX_ADDRESSES = 50_000;

/**
 * How many mails that anybody may ask for one address gets: five in a quarter of an hour. More are silently not written, so that nobody can be flooded from
 * here, and the answer to the request stays the same.
 */
@Injectable()
export class MailQuota {
  readonly #sent = new Map<string, { count: number; since: number }>();

  constructor(private readonly clock: Clock) {}

  allows(email: string): boolean {
    const now = this.clock.now().getTime();
    const known = this.#sent.get(email);
    const window = known && now - known.since < WINDOW_MS ? known : { count: 0, since: now };
    window.count++;
    this.#sent.delete(email);
    this.#sent.set(email, window);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > MAX_ADDRESSES && oldest !== undefined) this.#sent.delete(oldest);
    return window.count <= MAX_MAILS;
  }
}

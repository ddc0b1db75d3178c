import { createHmac, timingSafeEqual } from 'node:crypto';
import { BadRequestError } from '@roadmap/errors';

/** The cursor is damaged, invented, or belongs to another list. */
export class InvalidCursor extends BadRequestError {
  constructor() {
    super('invalid_cursor', 'This cursor does not belong to this list. Start again without one.', {
      errors: [{ pointer: '#query/cursor', detail: 'is not a cursor of this list' }],
    });
  }
}

type Key = string | number | null;

/**
 * Makes and reads page cursors: the sort key of the last row shown, signed together with the list it belongs to. Opaque to the caller; altered, or used
 * with other filters or by another user, it is refused.
 *
 * WHY: a signature and no table, so that a cursor costs nothing to keep and works on every instance.
 */
export class Cursors {
  constructor(private readonly secret: string) {}

  /**
   * @param list all that decides which rows are in the list and in which order: user, filters, sort
   * @param key the sort values of the last row of the page, ending with a unique one
   */
  encode(list: object, key: Key[]): string {
    const payload = Buffer.from(JSON.stringify(key));
    return Buffer.concat([this.#sign(list, payload), payload]).toString('base64url');
  }

  /** @throws {InvalidCursor} */
  decode(list: object, cursor: string): Key[] {
    const bytes = Buffer.from(cursor, 'base64url');
    const payload = bytes.subarray(SIGNATURE_BYTES);
    // TRAP: base64url decoding skips what it does not know, so two texts may mean the same bytes; only the canonical one is ours.
    if (bytes.length <= SIGNATURE_BYTES || bytes.toString('base64url') !== cursor) throw new InvalidCursor();
    if (!timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), this.#sign(list, payload))) throw new InvalidCursor();
    return JSON.parse(payload.toString()) as Key[];
  }

  #sign(list: object, payload: Buffer): Buffer {
    const names = Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1));
    return createHmac('sha256', this.secret).update(JSON.stringify(names)).update('\n').update(payload).digest().subarray(0, SIGNATURE_BYTES);
  }
}

const SIGNATURE_BYTES = 16;

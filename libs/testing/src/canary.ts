import { randomBytes } from 'node:crypto';

/**
 * Secrets that can be recognised. One is put in every place where a secret travels (a password, a header, a body), and afterwards none may stand in what the
 * app has written: logs, spans, metrics, answers.
 *
 * @example
 * const canary = new Canary();
 * await ana.post('/v1/sessions', { password: canary.word('password') });
 * expect(canary.found({ logs, spans })).toEqual([]);
 */
export class Canary {
  readonly #words = new Map<string, string>();

  /** A new secret for this place; letters and digits only, so that it goes anywhere. */
  word(place: string): string {
    const word = `canary${randomBytes(12).toString('hex')}`;
    this.#words.set(word, place);
    return word;
  }

  /** `password in logs`, for each secret that can be read in a text: as it is, or in base64, hex or another case. */
  found(texts: Record<string, string>): string[] {
    return Object.entries(texts).flatMap(([name, text]) => {
      const lower = text.toLowerCase();
      return [...this.#words]
        .filter(([word]) => lower.includes(word) || lower.includes(Buffer.from(word).toString('hex')) || inBase64(word).some((form) => text.includes(form)))
        .map(([, place]) => `${place} in ${name}`);
    });
  }
}

/** TRAP: base64 writes three bytes as four letters, so a word looks different for each of three places to begin, as in `user:word`. */
function inBase64(word: string): string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.from('\0'.repeat(before) + word).toString('base64');
    return whole.slice(before === 0 ? 0 : 4, -4);
  });
}

import { Injectable } from '@nestjs/common';

/** Another way to prove who one is, after the first. */
export abstract class SecondFactor {
  /** Its name in the API: `totp`, `recovery-code`. */
  abstract readonly kind: string;
  /** How it is called in `amr` (RFC 8176). */
  abstract readonly amr: string;

  /** Whether the account asks for it. */
  abstract isEnrolled(accountId: string): Promise<boolean>;

  /** Whether the proof is right; what is good once is used up by it. Attempts are counted by the caller. */
  abstract verify(accountId: string, proof: string): Promise<boolean>;
}

/** All the second factors there are; each module adds its own. */
@Injectable()
export class SecondFactors {
  readonly #factors = new Map<string, SecondFactor>();

  add(factor: SecondFactor): void {
    this.#factors.set(factor.kind, factor);
  }

  get(kind: string): SecondFactor | undefined {
    return this.#factors.get(kind);
  }

  /** The kinds that an account may use; none means that a first factor is enough. */
  async of(accountId: string): Promise<string[]> {
    const all = [...this.#factors.values()];
    const enrolled = await Promise.all(all.map((factor) => factor.isEnrolled(accountId)));
    return all.filter((_, index) => enrolled[index]).map(({ kind }) => kind);
  }
}

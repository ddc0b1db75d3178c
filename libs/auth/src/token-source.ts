import type { KeyObject } from 'node:crypto';
import type { CompactJWSHeaderParameters } from 'jose';

/** What a revocation is matched against. */
export interface TokenIdentity {
  /** `sub` */
  subject: string;
  /** `sid`: the session it was issued in. */
  session?: string;
  /** `ver`: counts the changes after which the subject's older tokens are not good any more. */
  version?: number;
  /** `iat`, in milliseconds since 1970. */
  issuedAt?: number;
}

/**
 * What the verifier needs to know of an issuer. Every app asks a remote one, by its URLs; the issuer itself looks into its own database.
 */
export abstract class TokenSource {
  /** The public key that a token's header names. */
  abstract findKey(header: CompactJWSHeaderParameters): Promise<KeyObject>;

  /** Whether a token that is good by itself was taken back. Asked for every request, so it answers from memory. */
  abstract isRevoked(token: TokenIdentity): boolean;
}

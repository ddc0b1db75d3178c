import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** What an attacker, or a broken device, would do otherwise. */
export interface Deviations {
  challenge?: string;
  origin?: string;
  rpId?: string;
  type?: string;
  crossOrigin?: boolean;
  userVerified?: boolean;
  backupEligible?: boolean;
  counter?: number;
  userHandle?: string;
  signature?: Buffer;
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const FLAGS = { present: 0x01, verified: 0x04, backupEligible: 0x08, attested: 0x40 };

/** A passkey in software, so that each check of the server can be seen to refuse what it is there for. */
export class SoftwareAuthenticator {
  readonly #id = randomBytes(32);
  readonly #key: KeyObject;
  readonly #cose: Uint8Array;
  #userHandle = '';
  #counter = 0;

  constructor(private readonly origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#key = privateKey;
    const coordinate = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));
    this.#cose = isoCBOR.encode(new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], [-2, coordinate(x)], [-3, coordinate(y)]]) as never);
  }

  get id(): string {
    return this.#id.toString('base64url');
  }

  register(options: { challenge: string; user: { id: string } }, deviations: Deviations = {}) {
    this.#userHandle = options.user.id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.#id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.#id, this.#cose]);
    const authData = Buffer.concat([this.#head({ ...deviations }, FLAGS.attested), attested]);
    const attestation = new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', new Uint8Array(authData)]]);
    const attestationObject = Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url');
    return this.#credential({ clientDataJSON: this.#clientData('webauthn.create', options.challenge, deviations), attestationObject, transports: ['internal'] });
  }

  signIn(options: { challenge: string }, deviations: Deviations = {}) {
    this.#counter = deviations.counter ?? this.#counter + 1;
    const authenticatorData = this.#head({ ...deviations, counter: this.#counter }, 0);
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, deviations);
    const signed = Buffer.concat([authenticatorData, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    const signature = deviations.signature ?? createSign('sha256').update(signed).sign(this.#key);
    return this.#credential({
      clientDataJSON,
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: deviations.userHandle ?? this.#userHandle,
    });
  }

  #head({ rpId = new URL(this.origin).hostname, userVerified = true, backupEligible = false, counter = 0 }: Deviations, more: number): Buffer {
    const flags = FLAGS.present | (userVerified ? FLAGS.verified : 0) | (backupEligible ? FLAGS.backupEligible : 0) | more;
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags);
    tail.writeUInt32BE(counter, 1);
    return Buffer.concat([sha256(rpId), tail]);
  }

  #clientData(type: string, challenge: string, given: Deviations): string {
    const data = { type: given.type ?? type, challenge: given.challenge ?? challenge, origin: given.origin ?? this.origin, crossOrigin: given.crossOrigin ?? false };
    return Buffer.from(JSON.stringify(data)).toString('base64url');
  }

  #credential<T>(response: T) {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }
}

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG } from '../app.config.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what must be read again (signing keys, second-factor secrets), by AES-256-GCM with the app's key. */
@Injectable()
export class SecretBox {
  readonly #master: Buffer;
  readonly #key: Buffer;

  constructor(@Inject(APP_CONFIG) { AUTH_ENCRYPTION_KEY }: { AUTH_ENCRYPTION_KEY: string }) {
    this.#master = Buffer.from(AUTH_ENCRYPTION_KEY, 'base64');
    this.#key = this.key('secret-box');
  }

  /** @param context where it belongs, e.g. `totp:<account id>`: moved into another row, it does not open */
  seal(text: string, context: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(context));
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws where it was altered, belongs elsewhere or was sealed by another key */
  open(sealed: Buffer, context: string): string {
    const tagAt = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(tagAt));
    return decipher.update(sealed.subarray(NONCE_BYTES, tagAt), undefined, 'utf8') + decipher.final('utf8');
  }

  /** A key of its own for each purpose: what leaks of one says nothing of another. */
  key(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#master, '', purpose, 32));
  }
}

import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import type { SocialProvider } from './providers.js';
import { UnknownProvider } from './social.errors.js';

/** The other providers, as discovery describes them; read when first needed. */
@Injectable()
export class ForeignIssuers {
  readonly #known = new Map<string, Promise<client.Configuration>>();

  constructor(@Inject(APP_CONFIG) private readonly config: AuthAppConfig) {}

  get(id: string): Promise<client.Configuration> {
    const provider = this.config.AUTH_SOCIAL_PROVIDERS.find((one) => one.id === id);
    if (!provider) throw new UnknownProvider();
    const found = this.#known.get(id) ?? discover(provider);
    this.#known.set(id, found);
    // One that was away is asked again.
    found.catch(() => this.#known.delete(id));
    return found;
  }

  callback(id: string): string {
    return `${this.config.AUTH_PUBLIC_URL}/v1/social/${id}/callback`;
  }
}

const TIMEOUT_SECONDS = 5;

async function discover({ issuer, clientId, clientSecret }: SocialProvider): Promise<client.Configuration> {
  // In clear only on this machine.
  const insecure = new URL(issuer).hostname === '127.0.0.1' ? { execute: [client.allowInsecureRequests] } : {};
  return client.discovery(new URL(issuer), clientId, clientSecret, client.ClientSecretBasic(clientSecret), { ...insecure, timeout: TIMEOUT_SECONDS });
}

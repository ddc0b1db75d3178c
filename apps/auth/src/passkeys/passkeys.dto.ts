import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Passkey } from './passkey.entity.js';

const base64url = z.string().max(20_000).regex(/^[A-Za-z0-9_-]*$/);
/** What browsers add is left out: extensions and attachments differ, and nothing here depends on them. */
const credential = { id: base64url, rawId: base64url, type: z.literal('public-key'), clientExtensionResults: z.looseObject({}).transform(() => ({})) };

export const Registration: z.ZodType<RegistrationResponseJSON> = z
  .object({
    ...credential,
    response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports: z.array(z.string().max(30)).max(10).optional() }),
  })
  .meta({ id: 'PasskeyRegistration', description: 'RegistrationResponseJSON of WebAuthn.' });

export const Assertion: z.ZodType<AuthenticationResponseJSON> = z
  .object({
    ...credential,
    response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url, userHandle: base64url.optional() }),
  })
  .meta({ id: 'PasskeyAssertion', description: 'AuthenticationResponseJSON of WebAuthn.' });

export const PasskeyName = z.string().trim().min(1).max(60);

export const AddPasskey = z.strictObject({ name: PasskeyName, response: Registration }).meta({ id: 'AddPasskey' });
export type AddPasskeyBody = z.output<typeof AddPasskey>;

export const PresentPasskey = z.strictObject({ response: Assertion }).meta({ id: 'PresentPasskey' });
export type PresentPasskeyBody = z.output<typeof PresentPasskey>;

export const PasskeyAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    backedUp: z.boolean().describe('Whether it survives the loss of its device.'),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Passkey' });
export type PasskeyView = z.output<typeof PasskeyAnswer>;
export const PasskeyList = z.object({ items: z.array(PasskeyAnswer) }).meta({ id: 'PasskeyList' });

/** Handed to the browser as it is. */
export const PasskeyOptions = z.looseObject({ challenge: z.string() }).meta({ id: 'PasskeyOptions', description: 'For navigator.credentials, as JSON.' });

export const toView = ({ id, name, backedUp, createdAt, lastUsedAt }: Passkey): PasskeyView => ({
  id,
  name,
  backedUp,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

import { z } from 'zod';

export const ConfirmTotp = z.strictObject({ code: z.string().max(20).describe('Six digits, from the authenticator app.') }).meta({ id: 'ConfirmTotp' });
export type ConfirmTotpBody = z.output<typeof ConfirmTotp>;

export const TotpEnrolment = z
  .object({ secret: z.string().describe('Base32, to be typed in.'), uri: z.string().describe('otpauth://…, to be shown as a QR code.') })
  .meta({ id: 'TotpEnrolment' });

export const RecoveryCodeList = z.object({ codes: z.array(z.string()).describe('Shown now and never again.') }).meta({ id: 'RecoveryCodes' });
export type RecoveryCodesView = z.output<typeof RecoveryCodeList>;

export const FactorsAnswer = z.object({ totp: z.boolean(), recoveryCodes: z.int().describe('How many are left.') }).meta({ id: 'SecondFactors' });
export type FactorsView = z.output<typeof FactorsAnswer>;

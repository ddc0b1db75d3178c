import { z } from 'zod';
import { GivenPassword } from '../accounts/password.js';

export const StepUpRequest = z
  .strictObject({
    password: GivenPassword,
    kind: z.string().max(40).optional().describe('Of the second factor, where there is one: `totp` or `recovery-code`.'),
    proof: z.string().max(200).optional(),
  })
  .meta({ id: 'StepUp' });
export type StepUpBody = z.output<typeof StepUpRequest>;

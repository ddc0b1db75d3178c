import { z } from 'zod';
import { Email } from '../accounts/email.js';
import { GivenPassword } from '../accounts/password.js';
import { TokensAnswer } from '../refresh/tokens.dto.js';

export const Login = z.strictObject({ email: Email, password: GivenPassword }).meta({ id: 'Login' });
export type LoginBody = z.output<typeof Login>;

export const AnswerChallenge = z
  .strictObject({ challenge: z.string().max(100), kind: z.string().max(40), proof: z.string().max(200) })
  .meta({ id: 'AnswerChallenge' });
export type AnswerChallengeBody = z.output<typeof AnswerChallenge>;

export const SignIn = z
  .union([
    TokensAnswer.extend({ mfaRequired: z.literal(false) }),
    z.object({
      mfaRequired: z.literal(true),
      challenge: z.string(),
      factors: z.array(z.string()),
      expiresIn: z.int().describe('Seconds.'),
    }),
  ])
  .meta({ id: 'SignIn' });
export type SignInView = z.output<typeof SignIn>;

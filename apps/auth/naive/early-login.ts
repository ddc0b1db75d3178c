import type { PasswordHasher } from '@roadmap/auth';
import type { DataSource } from 'typeorm';
import { Account } from '../src/accounts/account.entity.js';

/**
 * The sign-in that everybody writes first: nobody has this address, so there is nothing to compare. The answer is the same to the letter, and comes fourteen
 * milliseconds earlier: whoever has a clock has a list of your users.
 */
export async function earlyLogin(dataSource: DataSource, hasher: PasswordHasher, email: string, password: string): Promise<'signed in' | 'refused'> {
  const account = await dataSource.getRepository(Account).findOneBy({ email });
  if (!account) return 'refused';
  const { correct } = await hasher.verify(account.passwordHash, password);
  return correct ? 'signed in' : 'refused';
}

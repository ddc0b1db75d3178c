import { UnavailableError } from '@roadmap/errors';
import {
  type DataSource,
  type EntityManager,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
  TransactionNotStartedError,
} from 'typeorm';

/** How often a transaction that lost against another one is tried again. */
const ATTEMPTS = 3;

/**
 * Runs `work` in one transaction, and again from the start where PostgreSQL gave it up in favour of another (deadlock, serialization failure). `work`
 * therefore touches the database through `tx` alone and has no other effect: what it did is undone before it runs again.
 */
export async function transaction<T>(dataSource: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSource.transaction(work);
    } catch (error) {
      if (isConnectionLost(error)) throw new UnavailableError('dependency_unavailable', 'The database went away. Try again shortly.', { retryAfter: 1, cause: error });
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}

/** The name of the unique or other constraint a write broke; undefined for any other error. */
export function brokenConstraint(error: unknown): string | undefined {
  const { driverError } = (error ?? {}) as { driverError?: { code?: string; constraint?: string } };
  return driverError?.code?.startsWith('23') ? driverError.constraint : undefined;
}

function isRetryable(error: unknown): boolean {
  const code = (error as { driverError?: { code?: string } } | null)?.driverError?.code;
  return code === '40001' || code === '40P01';
}

/** TRAP: where a connection dies between two statements, TypeORM does not say so: it complains of the use of a connection it has given back. */
function isConnectionLost(error: unknown): boolean {
  return [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError, TransactionNotStartedError].some((kind) => error instanceof kind);
}

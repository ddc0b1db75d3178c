import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type EntitySubscriberInterface, type QueryRunner } from 'typeorm';

type Work = () => void;

const WORKS = Symbol('after commit');

/**
 * Does something in memory once a transaction is committed, and nothing where it is undone: until then nobody else can see what it did, and it may never
 * have happened.
 */
@Injectable()
export class AfterCommit implements EntitySubscriberInterface {
  private readonly logger = new Logger(AfterCommit.name);

  constructor(@InjectDataSource() dataSource: DataSource) {
    dataSource.subscribers.push(this);
  }

  /** @param work quick, and not waited for; outside a transaction it is done at once */
  do(tx: EntityManager, work: Work): void {
    if (!tx.queryRunner?.isTransactionActive) return work();
    worksOf(tx.queryRunner).push(work);
  }

  afterTransactionCommit({ queryRunner }: { queryRunner: QueryRunner }): void {
    // A savepoint that was released is part of a transaction that goes on.
    if (queryRunner.isTransactionActive) return;
    for (const work of worksOf(queryRunner).splice(0)) {
      try {
        work();
      } catch (error) {
        this.logger.error(error, 'What follows a transaction has failed.');
      }
    }
  }

  afterTransactionRollback({ queryRunner }: { queryRunner: QueryRunner }): void {
    if (!queryRunner.isTransactionActive) worksOf(queryRunner).length = 0;
  }
}

const worksOf = ({ data }: QueryRunner): Work[] => (data[WORKS as never] ??= [] as never);

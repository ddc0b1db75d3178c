import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Metrics, Readiness } from '@roadmap/telemetry';
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import { poolOf } from './rows.js';

/** Says in `/readyz` whether PostgreSQL answers, and in `/metrics` how busy the pool is. */
@Injectable()
export class DatabaseHealth {
  constructor(@InjectDataSource() dataSource: DataSource, readiness: Readiness, { registry }: Metrics) {
    readiness.add('postgres', () => dataSource.query('SELECT 1'));
    new Gauge({
      name: 'db_pool_connections',
      help: 'Connections of this process to PostgreSQL; waiting counts the requests that want one and have none.',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        const { totalCount, idleCount, waitingCount, options } = poolOf(dataSource);
        this.set({ state: 'used' }, totalCount - idleCount);
        this.set({ state: 'idle' }, idleCount);
        this.set({ state: 'waiting' }, waitingCount);
        this.set({ state: 'max' }, options.max);
      },
    });
  }
}

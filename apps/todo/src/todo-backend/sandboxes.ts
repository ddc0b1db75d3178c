import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { type EntityManager, LessThanOrEqual, Repository } from 'typeorm';
import { Sandbox } from './sandbox.entity.js';
import { SandboxTodo } from './sandbox-todo.entity.js';
import type { CreateItemBody, PatchItemBody } from './todo-backend.dto.js';
import { NoRoomForSandbox, SandboxFull, SandboxTodoNotFound } from './todo-backend.errors.js';

/** An open door must not be able to fill the disk: 1,000 sandboxes of 100 todos of 500 characters are 50 MB. */
export const MAX_SANDBOXES = 1_000;
export const MAX_ITEMS = 100;
const LIVES_MS = 24 * 3600 * 1000;
const PURGE_EVERY_MS = 10 * 60 * 1000;

@Injectable()
export class Sandboxes implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Sandboxes.name);
  #stopPurging = () => {};

  constructor(
    @InjectRepository(SandboxTodo) private readonly items: Repository<SandboxTodo>,
    @InjectRepository(Sandbox) private readonly sandboxes: Repository<Sandbox>,
    private readonly clock: Clock,
  ) {}

  async list(sandboxName: string): Promise<SandboxTodo[]> {
    return this.items.find({ where: { sandboxName }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  async read(sandboxName: string, id: string): Promise<SandboxTodo> {
    const item = await this.items.findOneBy({ sandboxName, id });
    if (!item) throw new SandboxTodoNotFound();
    return item;
  }

  async create(tx: EntityManager, sandboxName: string, body: CreateItemBody): Promise<SandboxTodo> {
    await this.#open(tx, sandboxName);
    if ((await tx.countBy(SandboxTodo, { sandboxName })) >= MAX_ITEMS) throw new SandboxFull(MAX_ITEMS);
    return tx.save(tx.create(SandboxTodo, { ...body, sandboxName, createdAt: this.clock.now() }));
  }

  async patch(sandboxName: string, id: string, changes: PatchItemBody): Promise<SandboxTodo> {
    // WHY: the contract knows no ETag. Each change writes only its own columns, so two people changing different ones both get their way.
    if (Object.keys(changes).length > 0) await this.items.update({ sandboxName, id }, changes);
    return this.read(sandboxName, id);
  }

  async delete(sandboxName: string, id: string): Promise<void> {
    const { affected } = await this.items.delete({ sandboxName, id });
    if (!affected) throw new SandboxTodoNotFound();
  }

  async empty(sandboxName: string): Promise<void> {
    await this.items.delete({ sandboxName });
  }

  onApplicationBootstrap(): void {
    this.#stopPurging = this.clock.every(PURGE_EVERY_MS, () => this.#purge());
  }

  onModuleDestroy(): void {
    this.#stopPurging();
  }

  /**
   * Finds the sandbox or makes it, and holds it until the transaction ends. The caps are counted under a lock: "count, then insert" without one lets a
   * burst through.
   */
  async #open(tx: EntityManager, name: string): Promise<void> {
    const known = await tx.findOne(Sandbox, { where: { name }, lock: { mode: 'pessimistic_write' } });
    if (known) return;
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('sandboxes', 0))`);
    await tx.delete(Sandbox, { expiresAt: LessThanOrEqual(this.clock.now()) });
    const { identifiers } = await tx
      .createQueryBuilder()
      .insert()
      .into(Sandbox)
      .values({ name, expiresAt: new Date(this.clock.now().getTime() + LIVES_MS) })
      .orIgnore()
      .execute();
    if (identifiers.length > 0 && (await tx.count(Sandbox)) > MAX_SANDBOXES) throw new NoRoomForSandbox();
    await tx.findOneOrFail(Sandbox, { where: { name }, lock: { mode: 'pessimistic_write' } });
  }

  async #purge(): Promise<void> {
    try {
      await this.sandboxes.delete({ expiresAt: LessThanOrEqual(this.clock.now()) });
    } catch (error) {
      this.logger.warn(error, 'Expired sandboxes could not be deleted; the next round tries again.');
    }
  }
}

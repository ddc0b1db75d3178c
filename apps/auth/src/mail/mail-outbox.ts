import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import { DataSource, type EntityManager } from 'typeorm';
import { AfterCommit } from '../after-commit/after-commit.js';
import { type Mail, Mailer } from './mailer.js';
import { OutboxMail } from './outbox-mail.entity.js';

/**
 * Writes a mail of one kind. Runs in a transaction of its own: what it creates (a token) is there when the mail is.
 *
 * @returns null where nobody is to get one
 */
export type MailWriter = (tx: EntityManager, payload: Record<string, string>) => Promise<Mail | null>;

const DRAIN_EVERY_MS = 1_000;
/** After a failure: in ten seconds, then ever later, and not after a day. */
const RETRY_MS = 10_000;
const MAX_ATTEMPTS = 12;

/**
 * Mails that are to be written. A request only notes what was asked, in its own transaction; who gets a mail, and which, is found out here.
 *
 * WHY: so a request for an address that nobody has does exactly what it does for one that somebody has, and its time says nothing. And a mail is neither
 * sent for what was undone, nor lost when the process dies.
 */
@Injectable()
export class MailOutbox implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(MailOutbox.name);
  readonly #writers = new Map<string, MailWriter>();
  #draining?: Promise<void>;
  #again = false;
  #closed = false;
  #stopDraining = () => {};

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    private readonly afterCommit: AfterCommit,
  ) {
    // Notices say what has happened and carry no secret: they are written where it happens.
    this.on('notice', async (_, { to = '', subject = '', text = '' }) => ({ to, subject, text }));
  }

  /** Says how mails of a kind are written. */
  on(kind: string, writer: MailWriter): void {
    this.#writers.set(kind, writer);
  }

  /** Notes a mail in the caller's transaction; it is written and sent after the commit. */
  async add(tx: EntityManager, kind: string, payload: Record<string, string>): Promise<void> {
    const now = this.clock.now();
    await tx.insert(OutboxMail, { kind, payload, attempts: 0, dueAt: now, createdAt: now });
    this.afterCommit.do(tx, () => void this.drain());
  }

  onModuleInit(): void {
    this.#stopDraining = this.clock.every(DRAIN_EVERY_MS, () => this.drain());
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    this.#stopDraining();
    await this.#draining;
  }

  /** Writes and sends all that is due. Called while it runs, it runs once more: what was added meanwhile is not left lying. */
  drain(): Promise<void> {
    this.#again = true;
    this.#draining ??= this.#run().finally(() => (this.#draining = undefined));
    return this.#draining;
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        for (let mail = await this.#claim(); mail && !this.#closed; mail = await this.#claim()) await this.#deliver(mail);
      }
    } catch (error) {
      this.logger.warn(error, 'The mail outbox could not be read; the next second tries again.');
    }
  }

  /** Takes one that is due and puts it off: whoever dies with it in hand leaves it to the next. */
  #claim(): Promise<OutboxMail | undefined> {
    const now = this.clock.now();
    return transaction(this.dataSource, async (tx) => {
      const mail = await tx
        .createQueryBuilder(OutboxMail, 'mail')
        .where('mail.due_at <= :now', { now })
        .orderBy('mail.due_at')
        .addOrderBy('mail.id')
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getOne();
      if (!mail) return undefined;
      const dueAt = new Date(now.getTime() + RETRY_MS * 2 ** mail.attempts);
      await tx.update(OutboxMail, { id: mail.id }, { attempts: mail.attempts + 1, dueAt });
      return mail;
    });
  }

  async #deliver({ id, kind, payload, attempts }: OutboxMail): Promise<void> {
    try {
      const write = this.#writers.get(kind);
      if (!write) throw new Error(`Nobody writes mails of the kind ${kind}.`);
      const mail = await transaction(this.dataSource, (tx) => write(tx, payload));
      if (mail) await this.mailer.send(mail);
      await this.dataSource.manager.delete(OutboxMail, { id });
    } catch (error) {
      const lost = attempts + 1 >= MAX_ATTEMPTS;
      this.logger.warn(error, `A mail of the kind ${kind} could not be sent${lost ? ', and is given up' : '; it is tried again'}.`);
      if (lost) await this.dataSource.manager.delete(OutboxMail, { id });
    }
  }
}

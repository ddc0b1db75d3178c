import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import { TodosService } from './todos.service.js';

const HOUR_MS = 3600 * 1000;
/** How long a deleted todo can be restored. */
const KEPT_MS = 30 * 24 * HOUR_MS;

/** Empties the trash of what is thirty days old. Every instance does so every hour: deleting twice deletes once. */
@Injectable()
export class TrashPurge implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(TrashPurge.name);
  #stop = () => {};

  constructor(
    private readonly todos: TodosService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#stop = this.clock.every(HOUR_MS, () => this.#run());
  }

  onModuleDestroy(): void {
    this.#stop();
  }

  async #run(): Promise<void> {
    try {
      const purged = await this.todos.purge(new Date(this.clock.now().getTime() - KEPT_MS));
      if (purged > 0) this.logger.log(`${purged} todos left the trash for good.`);
    } catch (error) {
      this.logger.warn(error, 'The trash could not be emptied; the next hour tries again.');
    }
  }
}

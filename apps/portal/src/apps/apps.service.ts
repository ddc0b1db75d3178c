import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import type { AppView } from './apps.dto.js';
import { LISTED_APPS } from './apps.tokens.js';
import type { ListedApp } from './listed-apps.js';
import { StatusProbe } from './status-probe.js';

/** How long an answer is as good as a new one. */
const FRESH_MS = 1_000;

@Injectable()
export class AppsService {
  #known?: { apps: AppView[]; at: number };
  #asking?: Promise<AppView[]>;

  constructor(
    @Inject(LISTED_APPS) private readonly listed: ListedApp[],
    private readonly probe: StatusProbe,
    private readonly clock: Clock,
  ) {}

  /** All apps in the order of the list, each asked at most once a second however many want to know. */
  async list(): Promise<AppView[]> {
    // A clock may be set back: what seems to come from the future is not fresh for ever.
    if (this.#known && Math.abs(this.#now() - this.#known.at) < FRESH_MS) return this.#known.apps;
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<AppView[]> {
    const apps = await Promise.all(this.listed.map((app) => this.#view(app)));
    this.#known = { apps, at: this.#now() };
    return apps;
  }

  async #view({ name, title, level, url }: ListedApp): Promise<AppView> {
    return { name, title, level, url, docsUrl: `${url}/docs`, status: await this.probe.statusOf(url) };
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}

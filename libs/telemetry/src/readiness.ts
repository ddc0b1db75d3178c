/** What one check found. */
export interface ReadinessReport {
  ready: boolean;
  /** By the name of each check: `up`, or a word for why not. */
  checks: Record<string, 'up' | 'down' | 'draining'>;
}

/** How long a dependency may take to say that it lives. */
const CHECK_TIMEOUT_MS = 1_000;

/**
 * Whether this app can take work: the parts that need something from outside register a check, `/readyz` asks them all. `required: false` is for what
 * the app can do without (it is reported, and does not take the app out of service).
 */
export class Readiness {
  readonly #checks = new Map<string, { check: () => Promise<unknown>; required: boolean }>();
  #draining = false;

  /** @param check rejects, or takes longer than a second, while the dependency is away */
  add(name: string, check: () => Promise<unknown>, { required = true }: { required?: boolean } = {}): void {
    this.#checks.set(name, { check, required });
  }

  /** From now on: not ready, whatever the dependencies say. */
  drain(): void {
    this.#draining = true;
  }

  get draining(): boolean {
    return this.#draining;
  }

  async report(): Promise<ReadinessReport> {
    const found = await Promise.all(
      [...this.#checks].map(async ([name, { check, required }]) => ({ name, required, up: await answersInTime(check) })),
    );
    const checks: ReadinessReport['checks'] = Object.fromEntries(found.map(({ name, up }) => [name, up ? 'up' : 'down']));
    if (this.#draining) checks.app = 'draining';
    return { ready: !this.#draining && found.every(({ up, required }) => up || !required), checks };
  }
}

async function answersInTime(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => (timer = setTimeout(resolve, CHECK_TIMEOUT_MS, false)));
  try {
    return await Promise.race([check().then(() => true), timeout]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

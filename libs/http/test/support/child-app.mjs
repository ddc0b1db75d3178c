// A process as a container runs it: built code, `serve`, its environment. Prints its address once it listens.
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get } from '@nestjs/common';
import { readConfig } from '@roadmap/config';
import { z } from 'zod';
import { defineApp, httpVariables, serve } from '../../dist/index.js';

class WorkController {
  quick() {
    return { pid: process.pid };
  }
  async slow() {
    process.send?.('working');
    await sleep(Number(process.env.SLOW_MS ?? 300));
    return { done: true };
  }
}
Controller('jobs')(WorkController);
for (const name of ['quick', 'slow']) Get(name)(WorkController.prototype, name, Object.getOwnPropertyDescriptor(WorkController.prototype, name));

class WorkModule {
  static forRoot = () => ({ module: WorkModule, controllers: [WorkController] });
}

const app = defineApp({ name: 'child', title: 'Child', description: '', readConfig: (env) => readConfig(z.object(httpVariables(0)), env), module: WorkModule });
await serve({
  ...app,
  start: async (env) => {
    const running = await app.start(env);
    setImmediate(() => process.send?.(running.url)); // when `serve` has its handlers: before that a signal simply ends the process
    return running;
  },
});

import { AsyncLocalStorage } from 'node:async_hooks';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace-base';

const current = new AsyncLocalStorage<string>();

/**
 * Runs `fn`, and everything it starts (servers, timers, pools), as the app `service`: spans carry that `service.name` although several apps share
 * one process.
 *
 * @example
 * await runAsService('todo', () => startApp());
 */
export const runAsService = <T>(service: string, fn: () => T): T => current.run(service, fn);

let onlyService: string | undefined;

/**
 * Says that this process is one app and no other, as in a container.
 *
 * WHY: an `AsyncLocalStorage` costs something with each promise, and here there is nothing to tell apart.
 */
export const nameProcess = (service: string): void => void (onlyService = service);

/** The app that the running code belongs to; `undefined` where neither {@link runAsService} nor {@link nameProcess} has said it. */
export const currentService = (): string | undefined => current.getStore() ?? onlyService;

/** Gives each span the resource of the app it was started in. */
export class ServiceResourceProcessor implements SpanProcessor {
  readonly #resources = new Map<string, Resource>();

  onStart(span: Span): void {
    const service = currentService();
    if (!service) return;
    let resource = this.#resources.get(service);
    if (!resource) {
      resource = span.resource.merge(resourceFromAttributes({ 'service.name': service }));
      this.#resources.set(service, resource);
    }
    // WHY: a tracer provider knows one resource, and a process has one global provider. The exporter groups spans by this field alone.
    (span as { resource: Resource }).resource = resource;
  }

  onEnd(): void {}
  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

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

/** The app that the running code belongs to; `undefined` outside every {@link runAsService}. */
export const currentService = (): string | undefined => current.getStore();

/** Gives each span the resource of the app it was started in. */
export class ServiceResourceProcessor implements SpanProcessor {
  readonly #resources = new Map<string, Resource>();

  onStart(span: Span): void {
    const service = current.getStore();
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

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
}

/** The least OpenTelemetry collector: keeps what is sent to it. */
export interface Collector {
  url: string;
  /** Everything that came, as text. */
  received: () => string;
  spans: () => Span[];
  close: () => Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => bodies.join('\n'),
    spans: () => bodies.flatMap((body) => JSON.parse(body).resourceSpans.flatMap((resource: { scopeSpans: { spans: Span[] }[] }) => resource.scopeSpans.flatMap(({ spans }) => spans))),
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

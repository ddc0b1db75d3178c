import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What each of these fakes is: the smallest thing at the network's edge that lets the real client talk. */
export interface Backend {
  port: number;
  close: () => Promise<void>;
}

const listening = async (server: Server): Promise<Backend> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

const message = (type: string, body: Buffer = Buffer.alloc(0)): Buffer => {
  const head = Buffer.alloc(5, type);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const text = (value: string) => Buffer.from(`${value}\0`);

/** Says yes to everything and has no rows; a statement with the word `broken` fails. */
export const fakePostgres = () =>
  listening(
    createServer((socket) => {
      let pending = Buffer.alloc(0);
      let started = false;
      let broken = false;
      socket.on('data', (chunk) => {
        pending = Buffer.concat([pending, chunk as Buffer]);
        for (;;) {
          const header = started ? 1 : 0;
          if (pending.length < header + 4) return;
          const length = pending.readUInt32BE(header) + header;
          if (pending.length < length) return;
          const type = started ? String.fromCharCode(pending[0] ?? 0) : 'start';
          const body = pending.subarray(header + 4, length);
          pending = pending.subarray(length);
          if (type === 'start') {
            started = true;
            socket.write(Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]));
          }
          if (type === 'P' || type === 'Q') broken = body.includes('broken');
          if (type === 'S' || type === 'Q') {
            const failed = message('E', Buffer.concat([text('SERROR'), text('C22P02'), text('Minvalid input syntax for type uuid: "canary-value"'), text('Dcanary-detail'), Buffer.alloc(1)]));
            const done = Buffer.concat([...(type === 'S' ? [message('1'), message('2'), message('n')] : []), message('C', text('SELECT 0'))]);
            socket.write(Buffer.concat([broken ? failed : done, message('Z', Buffer.from('I'))]));
          }
        }
      });
    }),
  );

/** Answers OK to every command. */
export const fakeRedis = () =>
  listening(
    createServer((socket) => {
      socket.on('data', (chunk) => {
        const commands = chunk.toString('latin1').match(/^\*\d+\r$/gm) ?? [];
        socket.write(commands.map(() => '+OK\r\n').join(''));
      });
    }),
  );

export interface CollectedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  service: string;
  attributes: Record<string, unknown>;
  json: string;
}

interface OtlpSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: OtlpAttribute[];
}
interface OtlpAttribute {
  key: string;
  value: Record<string, unknown>;
}
interface OtlpBody {
  resourceSpans: { resource: { attributes: OtlpAttribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
}

const plain = (attributes: OtlpAttribute[]) => Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** An OpenTelemetry collector that keeps what it is sent. @param silent takes connections and never answers */
export async function fakeCollector({ silent = false } = {}) {
  const spans: CollectedSpan[] = [];
  const paths = new Set<string>();
  const server = createHttpServer((request, response) => {
    let body = '';
    paths.add(request.url ?? '');
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      for (const { resource, scopeSpans } of (JSON.parse(body) as OtlpBody).resourceSpans) {
        const service = String(plain(resource.attributes)['service.name']);
        for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
          const { name, traceId, spanId, parentSpanId } = span;
          spans.push({ name, traceId, spanId, parentSpanId, service, attributes: plain(span.attributes), json: JSON.stringify(span) });
        }
      }
      if (!silent) response.end('{}');
    });
  });
  return { spans, paths, ...(await listening(server)) };
}

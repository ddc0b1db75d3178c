// Ends one request's span and waits for its end, in the way that MODE says.
import { trace } from '@opentelemetry/api';
import { createLogger, flushTelemetry, runAsService } from '../../dist/index.js';

const { MODE } = process.env;
const logger = createLogger({ service: 'stop' });

if (MODE === 'handled' || MODE === 'once') {
  process[MODE === 'once' ? 'once' : 'on']('SIGTERM', async () => {
    await new Promise((resolve) => setTimeout(resolve, 300)); // a drain, in which more spans end
    trace.getTracer('test').startSpan('drained').end();
    logger.info('drained');
    await flushTelemetry();
    process.exit(7);
  });
}
runAsService('stop', () => trace.getTracer('test').startSpan('work').end());
logger.info('worked');
if (MODE !== 'finish') setInterval(() => undefined, 1_000);
logger.flush(() => process.stdout.write('ready\n'));

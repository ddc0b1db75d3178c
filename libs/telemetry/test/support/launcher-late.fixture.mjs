// The app's handler is there before ours.
process.once('SIGTERM', async () => {
  const { trace } = await import('@opentelemetry/api');
  const { flushTelemetry } = await import('../../dist/index.js');
  await new Promise((resolve) => setTimeout(resolve, 300));
  trace.getTracer('test').startSpan('drained').end();
  await flushTelemetry();
  process.exit(7);
});
await import(process.env.REGISTER);
const { trace } = await import('@opentelemetry/api');
trace.getTracer('test').startSpan('work').end();
setInterval(() => undefined, 1_000);
process.stdout.write('ready\n');

// Writes many lines and ends at once, in the way that MODE says.
import { createLogger } from '../../dist/index.js';

const logger = createLogger({ service: 'crash', file: process.env.FILE });
const write = (count) => {
  for (let number = 0; number < count; number++) logger.info({ number }, 'a line');
};
if (process.env.MODE === 'immediately') {
  write(10);
  process.exit(0);
}
// Long enough for blocks to be on their way to the disk when the end comes.
for (let turn = 0; turn < 20; turn++) {
  write(500);
  await new Promise((resolve) => setImmediate(resolve));
}
write(10);
if (process.env.MODE === 'throw') throw new Error('password=canary');
if (process.env.MODE === 'reject') void Promise.reject(new Error('lost'));
if (process.env.MODE === 'exit') process.exit(3);

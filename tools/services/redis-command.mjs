// @ts-check
import { connect } from 'node:net';

/**
 * What a Redis says to one command, as it comes over the wire; empty where nobody answers.
 *
 * @param {{ port: number, password: string }} server
 * @param {string} words a command without blanks in its arguments
 * @returns {Promise<string>}
 */
export function command({ port, password }, words) {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ port, host: '127.0.0.1', timeout: 2_000 });
    const end = () => {
      socket.destroy();
      resolve(heard);
    };
    // QUIT makes the server close the connection, which tells us that all answers are here.
    socket.once('connect', () => socket.write(`AUTH ${password}\r\n${words}\r\nQUIT\r\n`));
    socket.setEncoding('utf8').on('data', (text) => (heard += text));
    socket.once('error', end).once('timeout', end).once('close', end);
  });
}

import { connect } from 'node:net';

/** Sends bytes and reads until the other side closes; what is no HTTP cannot be sent by a client. */
export function sendRaw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.setEncoding('utf8').setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (text) => (answer += text)).on('error', reject).on('close', () => resolve(answer));
  });
}

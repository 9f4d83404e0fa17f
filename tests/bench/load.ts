import { createConnection } from 'node:net';

/**
 * Asks for one page over and over on `connections` kept-alive connections and answers how many
 * answers came per second. It reads no more of them than their length, so that the measured server
 * and not this generator is what runs out of processor time first.
 */
export async function answersPerSecond(request: { port: number; path: string; headers: string[] }, connections: number, seconds: number): Promise<number> {
  const bytes = Buffer.from([`GET ${request.path} HTTP/1.1`, ...request.headers, '', ''].join('\r\n'));
  const until = performance.now() + seconds * 1_000;
  const from = performance.now();
  const counts = await Promise.all(Array.from({ length: connections }, () => askUntil(request.port, bytes, until)));
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - from) / 1_000);
}

function askUntil(port: number, bytes: Buffer, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let answers = 0;
    let missing = 0;
    let head: Buffer = Buffer.alloc(0);
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true }, () => socket.write(bytes));
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      if (missing > 0) missing -= chunk.length;
      else {
        head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end === -1) return;
        const lines = head.toString('latin1', 0, end + 2);
        if (!lines.startsWith('HTTP/1.1 200')) return void socket.destroy(new Error(lines.slice(0, 100)));
        missing = Number(/\r\ncontent-length: (\d+)/i.exec(lines)?.[1]) - (head.length - end - 4);
        head = Buffer.alloc(0);
      }
      if (missing > 0) return;
      answers += 1;
      if (performance.now() < until) socket.write(bytes);
      else socket.end(() => resolve(answers));
    });
  });
}

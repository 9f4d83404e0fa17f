import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** How the server behaves: takes mail, says nothing at all, defers every mail, refuses every mail. */
export type SmtpMood = 'takes' | 'hangs' | 'defers' | 'refuses';

export type Delivered = { to: string[]; source: string };

/**
 * A mail server of the tests' own (RFC 5321, as little of it as a client needs), with moods. `close`
 * is the mood of one that is down: its port answers nobody until `open`.
 */
export class SmtpServer {
  mood: SmtpMood = 'takes';
  readonly delivered: Delivered[] = [];
  private server: Server | null = null;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async open(): Promise<void> {
    const server = createServer((socket) => this.talk(socket));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async close(): Promise<void> {
    const closing = this.server;
    this.server = null;
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => (closing ? closing.close(resolve) : resolve(null)));
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    if (this.mood === 'hangs') return;
    const say = (line: string) => socket.write(`${line}\r\n`);
    let [to, source, reading, pending] = [[] as string[], '', false, ''];
    say('220 tests ready');
    socket.on('data', (chunk) => {
      pending += chunk.toString('utf8');
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (!reading) {
          if (line.startsWith('RCPT') && this.mood === 'takes') to.push(/<(.*)>/.exec(line)?.[1] ?? '');
          reading = line === 'DATA';
          say(this.answer(line));
          if (line.startsWith('QUIT')) socket.end();
        } else if (line === '.') {
          this.delivered.push({ to, source });
          [to, source, reading] = [[], '', false];
          say('250 taken');
        } else source += `${line.replace(/^\./, '')}\n`;
      }
    });
  }

  private answer(line: string): string {
    if (line.startsWith('EHLO')) return '250 tests';
    if (line.startsWith('QUIT')) return '221 bye';
    if (line === 'DATA') return '354 go on';
    if (line.startsWith('RCPT') && this.mood === 'defers') return '451 come back later';
    if (line.startsWith('RCPT') && this.mood === 'refuses') return '554 not here';
    return '250 ok';
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';

const READY_MS = 60_000;
const root = path.resolve(import.meta.dirname, '..', '..');

/** A server in a process of its own, whose processor time can be asked for. */
export class MeasuredServer {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  /** Starts a file of ours and waits until it says that it is ready. */
  static async start(entry: string, env: Record<string, string> = {}): Promise<MeasuredServer> {
    const port = await freePort();
    // As scripts/lib/run-entry.mjs starts the server; the baselines get the same, so that it counts for neither.
    const options = ['--max-semi-space-size=64', '--import', path.join(root, 'scripts/lib/exit-with-parent.mjs'), '--import', path.join(root, 'tests/bench/report-cpu.mjs')];
    const child = spawn(process.execPath, [...options, '--import', 'tsx', path.join(root, entry)], {
      cwd: root,
      env: { ...process.env, ...env, PORT: String(port), APP_URL: `http://localhost:${port}`, NODE_ENV: 'production', TUPPENCE_LOG: 'silent', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`${entry} is not ready`)), READY_MS);
      child.once('message', () => {
        clearTimeout(limit);
        resolve();
      });
      child.once('exit', (code) => reject(new Error(`${entry} ended with ${code}`)));
    });
    return new MeasuredServer(port, child);
  }

  /** Milliseconds of processor time since it began. */
  cpuMs(): Promise<number> {
    return new Promise((resolve) => {
      this.child.once('message', (message: { cpuMs: number }) => resolve(message.cpuMs));
      this.child.send('cpu');
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.kill('SIGTERM');
    });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Stop } from './say.mjs';

const LAST_TRIED = 50;

/**
 * The port to serve on: `PORT` exactly, when set; else 3000 or the next free one after it.
 *
 * @throws Stop when `PORT` is taken or no number
 */
export async function choosePort(wanted = process.env.PORT) {
  if (wanted) {
    const port = Number(wanted);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Stop('PORT must be a number from 1 to 65535.');
    if (!(await isFree(port))) throw new Stop(`Port ${port} (from PORT) is taken by another program. Choose another, or leave PORT out.`);
    return port;
  }
  for (let port = 3000; port < 3000 + LAST_TRIED; port += 1) if (await isFree(port)) return port;
  throw new Stop('No port from 3000 to 3049 is free. Set PORT.');
}

/**
 * As many ports to serve on as there are servers: `choosePort`'s and the free ones after it.
 *
 * @throws Stop when there are not that many
 */
export async function choosePorts(count) {
  const ports = [await choosePort()];
  for (let port = ports[0] + 1; ports.length < count; port += 1) {
    if (port > ports[0] + LAST_TRIED) throw new Stop(`After port ${ports[0]} there are not ${count - 1} more that are free. Set PORT to another.`);
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

/** A port that this installation keeps from start to start, written in `file`. */
export async function rememberedPort(file) {
  let port = 0;
  try {
    port = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    // The first start has nothing to remember.
  }
  if (!port || !(await isFree(port))) port = await freePort();
  writeFileSync(file, String(port));
  return port;
}

async function isFree(port) {
  return (await canListen(port, '127.0.0.1')) !== null && (await canListen(port, '::1')) !== null;
}

function freePort() {
  return canListen(0, '127.0.0.1');
}

/** The port that was listened on; null when it is taken. An address this machine lacks is free. */
function canListen(port, address) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? null : port));
    server.listen(port, address, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

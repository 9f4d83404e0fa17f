import { isMainThread } from 'node:worker_threads';

/**
 * Loaded before each of our services: when the process that started it is gone, however it went,
 * the channel to it closes and the service ends as if asked to; if it cannot, it ends anyway.
 */
const PATIENCE_MS = 30_000;

if (isMainThread && process.channel) {
  // Nobody reads what is said after that; a broken pipe must not become an error of its own.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  });
  // The channel alone is no reason to stay.
  process.channel.unref();
}

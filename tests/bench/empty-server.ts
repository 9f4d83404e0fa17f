import path from 'node:path';
import next from 'next';
import { createAppServer, createAssetServer } from '@/lib/http';

/** Next's empty page behind the same server as ours, so that only the pages differ. */
const dir = path.join(import.meta.dirname, 'empty-app');
const port = Number(process.env.PORT);
const app = next({ dev: false, dir, hostname: 'localhost', port });
await app.prepare();
const handle = app.getRequestHandler();
const { newServer } = createAppServer({
  appUrl: new URL(`http://localhost:${port}`),
  stripeApiBase: null,
  dev: false,
  sandbox: false,
  sessionCookies: [],
  handle: (request, response) => handle(request, response),
  serveAsset: createAssetServer(path.join(dir, '.next', 'static')),
  isReady: () => Promise.resolve(true),
  receiveWebhook: () => Promise.resolve(404),
});
newServer().listen(port, '127.0.0.1', () => process.send?.({ ready: true }));
process.on('SIGTERM', () => process.exit(0));

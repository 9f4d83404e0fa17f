import { request as sendRequest, type IncomingMessage, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';

const RENDER_LIMIT_MS = 20_000;
/** Belong to one connection or one answer, so they are not kept with the page. */
const NOT_KEPT = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
  'etag',
]);

export type RenderedPage = {
  status: number;
  /** Name and value alternating, as `writeHead` takes them. */
  headers: string[];
  body: Buffer;
};

/**
 * Renders one page as a stranger would see it, over a connection in memory to a server that
 * listens nowhere. So no visitor's header, cookie or lost connection can reach the render that is
 * shared by all, and Next meets a real request and response of `node:http`.
 *
 * @throws Error when the render breaks off or takes longer than 20 seconds
 */
export function renderPage(server: Server, path: string, host: string): Promise<RenderedPage> {
  const [ourSide, serverSide] = duplexPair();
  server.emit('connection', serverSide);
  return new Promise((resolve, reject) => {
    const request = sendRequest({
      createConnection: () => ourSide,
      path,
      headers: { host, accept: 'text/html', connection: 'close' },
      signal: AbortSignal.timeout(RENDER_LIMIT_MS),
    });
    request.on('error', reject);
    request.on('response', (response) => {
      collect(response).then(resolve, reject);
    });
    request.end();
  });
}

async function collect(response: IncomingMessage): Promise<RenderedPage> {
  const body = await buffer(response);
  const headers: string[] = [];
  for (let at = 0; at < response.rawHeaders.length; at += 2) {
    const name = response.rawHeaders[at] ?? '';
    if (!NOT_KEPT.has(name.toLowerCase())) headers.push(name, response.rawHeaders[at + 1] ?? '');
  }
  return { status: response.statusCode ?? 500, headers, body };
}

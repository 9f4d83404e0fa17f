import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Answer } from './answer';
import { jsonAnswer } from './answer';
import type { Api } from './api';
import { isLocal } from './gate';
import { readBody } from './read-body';

/** A request for the hosted pages or the control routes. */
export interface PageRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  contentType: string;
}

/** Answers what is not the API; null when the path is unknown. */
export type PageHandler = (request: PageRequest) => Promise<Answer | null> | Answer | null;

export interface Handlers {
  api: Api;
  control: PageHandler;
  pages: PageHandler;
  /** Called after each answer went out: webhooks follow it, never precede it. */
  afterAnswer: () => void;
}

export function createHttpServer(handlers: Handlers): Server {
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    respond(handlers, request, response).catch((error: unknown) => {
      console.error('sandbox: bug while answering', error);
      response.destroy();
    });
  });
  return server;
}

async function respond(
  handlers: Handlers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on('close', handlers.afterAnswer);
  const body = isLocal(request) ? await readBody(request) : '';
  const answer = isLocal(request) ? await route(handlers, request, body) : NOT_FOUND;
  if (answer.cut) {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': String(Buffer.byteLength(answer.body)),
  });
  response.end(request.method === 'HEAD' ? '' : answer.body);
}

async function route(
  { api, control, pages }: Handlers,
  request: IncomingMessage,
  body: string | null,
): Promise<Answer> {
  if (body === null) return TOO_LARGE;
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const path = url.pathname;
  if (path.startsWith('/v1/') || path.startsWith('/v2/')) {
    return api.answer({ method, path, query: url.search.slice(1), headers: request.headers, body });
  }
  const contentType = request.headers['content-type'] ?? '';
  const page: PageRequest = { method, path, query: url.searchParams, body, contentType };
  const handler = path.startsWith('/_sandbox') ? control : pages;
  return (await handler(page)) ?? NOT_FOUND;
}

const NOT_FOUND = jsonAnswer(404, {
  error: { type: 'invalid_request_error', message: 'Not found.' },
});

const TOO_LARGE = jsonAnswer(413, {
  error: { type: 'invalid_request_error', message: 'The request is larger than a megabyte.' },
});

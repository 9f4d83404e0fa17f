import type { Instrumentation } from 'next';

/** Every error that a page, route or action did not turn into an answer of its own. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  // This file is also built for the edge runtime, which we don't use and which has no streams.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log } = await import('@/lib/log');
  const id = request.headers['x-request-id'];
  log.error('request.failed', error, {
    request_id: typeof id === 'string' ? id : undefined,
    method: request.method,
    // Without the query, which may hold a token.
    path: request.path.split('?', 1)[0],
    route: context.routePath,
    kind: context.routeType,
  });
};

import type { Instrumentation } from 'next';
import { log } from '@/lib/log';

/** Every error that a page, route or action did not turn into an answer of its own. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
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

import 'server-only';
import { currentPath } from '@/lib/auth';
import { env } from '@/lib/env';
import { isRefusal, type Refusal } from '@/lib/errors';
import { log } from '@/lib/log';
import { requireOwnOrigin, requireWho, wayOut, type ViewerFor, type Who } from './gate';

type Declared<W extends Who> = {
  /** 'receipt.pdf'; the name in tests/app/access-table.ts and in the log. */
  name: string;
  who: W;
  /** Asks for a proof of the last 15 minutes. */
  stepUp?: boolean;
  /** For what no page of ours sends and whose address is all the right it takes (a mail program's POST). */
  fromAnywhere?: boolean;
};

/** What a handler gets; every value of `params` is text that anybody may have written. */
export type Asked<W extends Who> = { request: Request; params: Record<string, string | string[] | undefined>; viewer: ViewerFor<W> };

const READS = new Set(['GET', 'HEAD']);

/**
 * Makes a route handler, with the same gate as `act`: origin (for what is not read-only) → viewer →
 * who → step-up → one call. A refusal becomes the way to mend it, for a browser that asked for a
 * page, or plain text with its status. What is personal is never stored on the way.
 */
export function door<W extends Who>(
  declared: Declared<W>,
  handle: (asked: Asked<W>) => Promise<Response>,
): (request: Request, context: { params: Promise<Record<string, string | string[] | undefined>> }) => Promise<Response> {
  return async (request, context) => {
    const reads = READS.has(request.method);
    try {
      if (!reads && !declared.fromAnywhere) await requireOwnOrigin();
      const viewer = await requireWho(declared.who, { reads, stepUp: declared.stepUp ?? false });
      return keepPrivate(declared.who, await handle({ request, params: await context.params, viewer }));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.info('door.refused', { door: declared.name, code: error.code });
      return refuse(error, await currentPath());
    }
  };
}

function keepPrivate(who: Who, response: Response): Response {
  if (who !== 'anyone') response.headers.set('Cache-Control', 'private, no-store');
  return response;
}

function refuse(refusal: Refusal, from: string): Response {
  const goTo = wayOut(refusal, from);
  const headers = { 'Cache-Control': 'private, no-store' };
  if (goTo) return new Response(null, { status: 303, headers: { ...headers, Location: new URL(goTo, env().APP_URL).href } });
  return new Response(`${refusal.sentence}\n`, {
    status: refusal.status,
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

import 'server-only';
import { headers } from 'next/headers';
import { FactorNeeded, getViewer, requireStepUp, SignInNeeded, type Viewer } from '@/lib/auth';
import { env } from '@/lib/env';
import { Refusal } from '@/lib/errors';

/**
 * Who may do a thing. A person is anybody signed in; a creator owns a page; an owner does too, and may do it
 * although the page is suspended, because its money may be free all the same; an admin has shown both factors.
 */
export type Who = 'anyone' | 'person' | 'creator' | 'owner' | 'admin';

type Creator = Viewer & { creator: NonNullable<Viewer['creator']> };
/** What a command knows of who asks, by the `who` that it declared. */
export type ViewerFor<W extends Who> = W extends 'anyone' ? Viewer | null : W extends 'creator' | 'owner' ? Creator : Viewer;

export class ForeignOrigin extends Refusal {
  constructor() {
    super('ForeignOrigin', 'This form was sent from another site, so nothing was done. Please reload the page.', {
      status: 403,
    });
  }
}

/** To somebody without the right there is no such thing (SECURITY.md B02: 404, as for what does not exist). */
class NotThere extends Refusal {
  constructor() {
    super('NotThere', 'There is nothing here for you to change.', { status: 404 });
  }
}

class PageNeeded extends Refusal {
  constructor() {
    super('PageNeeded', 'This is for people with a page of their own.', { status: 403 });
  }
}

class PageSuspended extends Refusal {
  constructor() {
    super('PageSuspended', 'Your page is suspended, so nothing on it can be changed. The reason stands on your dashboard.', {
      status: 403,
    });
  }
}

/**
 * A server action runs even without an Origin header (SECURITY.md 1.4), so the origin is checked
 * here: it must be ours, or the browser must vouch for the same origin.
 *
 * @throws ForeignOrigin
 */
export async function requireOwnOrigin(): Promise<void> {
  const sent = await headers();
  const origin = sent.get('origin');
  const own = origin ? origin === new URL(env().APP_URL).origin : sent.get('sec-fetch-site') === 'same-origin';
  if (!own) throw new ForeignOrigin();
}

/**
 * The viewer, if they are who is asked for.
 *
 * @param reads whether nothing is changed: a suspended page's owner may still read their books
 * @throws SignInNeeded, NotThere, FactorNeeded, PageNeeded, PageSuspended, StepUpNeeded
 */
export async function requireWho<W extends Who>(who: W, options: { reads: boolean; stepUp: boolean }): Promise<ViewerFor<W>> {
  const viewer = await getViewer();
  const passed: Viewer | null = who === 'anyone' ? viewer : passes(who, viewer, options.reads);
  if (options.stepUp) {
    if (!passed) throw new SignInNeeded();
    requireStepUp(passed);
  }
  return passed as ViewerFor<W>;
}

function passes(who: Exclude<Who, 'anyone'>, viewer: Viewer | null, reads: boolean): Viewer {
  if (!viewer) throw new SignInNeeded();
  if (who === 'admin' && !viewer.isAdmin) throw new NotThere();
  if (who === 'admin' && !(viewer.hasFactor && viewer.factorAt)) throw new FactorNeeded();
  if ((who === 'creator' || who === 'owner') && !viewer.creator) throw new PageNeeded();
  if (who === 'creator' && viewer.creator?.status === 'suspended' && !reads) throw new PageSuspended();
  return viewer;
}

/** Where a refusal of the gate is mended, or null for one that is only told. */
export function wayOut(refusal: Refusal, from: string): string | null {
  const to = `?to=${encodeURIComponent(from)}`;
  if (refusal.code === 'SignInNeeded') return `/sign-in${to}`;
  if (refusal.code === 'FactorNeeded' || refusal.code === 'StepUpNeeded') return `/sign-in/factor${to}`;
  if (refusal.code === 'PageNeeded') return '/become';
  if (refusal.code === 'ConsentNeeded') return `/account/agree${to}`;
  return null;
}

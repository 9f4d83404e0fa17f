import { StepUpNeeded } from './errors';
import type { Viewer } from './find-viewer';
import { STEP_UP_MS } from './lifetimes';

type Proofs = Pick<Viewer, 'hasFactor' | 'factorAt' | 'signedInAt'>;

/**
 * Lets go on whoever proved less than 15 minutes ago who they are: with the second factor if they
 * have one, else by signing in.
 *
 * @throws StepUpNeeded
 */
export function requireStepUp(viewer: Proofs, now: Date = new Date()): void {
  if (!isFresh(viewer, now)) throw new StepUpNeeded();
}

/** Whether `requireStepUp` would let this viewer go on. */
export function isFresh(viewer: Proofs, now: Date = new Date()): boolean {
  const provenAt = viewer.hasFactor ? viewer.factorAt : viewer.signedInAt;
  return provenAt !== null && now.getTime() - provenAt.getTime() <= STEP_UP_MS;
}

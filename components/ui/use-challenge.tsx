'use client';

import { useEffect, useRef, useState, type RefObject } from 'react';
import type { FormState } from './form-state';

/** Asked again at once, something is wrong that more work would not mend. */
const MOST_IN_A_ROW = 2;

/**
 * Does the work that a form is asked for (lib/defence) and then sends it again by itself. Its code
 * loads only when that happens.
 *
 * @returns how far it is, from 0 to 1; null when nothing is done
 */
export function useChallenge(state: FormState, form: RefObject<HTMLFormElement | null>): number | null {
  const [done, setDone] = useState<number | null>(null);
  const inARow = useRef(0);

  useEffect(() => {
    // The code of lib/defence's refusal; written out, because a page that is not asked loads nothing of it.
    if (state.refusal?.code !== 'ChallengeNeeded') {
      inARow.current = 0;
      return;
    }
    inARow.current += 1;
    if (inARow.current > MOST_IN_A_ROW) return;
    void import('./challenge')
      .then(({ meetChallenge }) => meetChallenge(setDone))
      .then((met) => {
        setDone(null);
        if (met) form.current?.requestSubmit();
      });
  }, [state, form]);

  return done;
}

/** How far the work is, for eyes and for ears: the refusal above has said what it is for. */
export function ChallengeProgress({ done }: { done: number | null }) {
  if (done === null) return null;
  return (
    <div className="grid gap-2">
      <p className="hint" id="challenge">Your browser is calculating.</p>
      <progress className="bar" max={1} value={done} aria-labelledby="challenge" />
    </div>
  );
}

'use client';

import { useEffect, useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';

const MINUTE_MS = 60_000;
const LOOK_MS = 5_000;

/** Takes a tip back, with the minutes that are left for it. Without JavaScript they stand still. */
export function UndoForm(props: { action: FormAction; lineId: string; currency: string; leftMs: number; what: string }) {
  const left = useTimeLeft(props.leftMs);
  if (left <= 0) return null;
  return (
    <ActionForm action={props.action} label={`Undo ${props.what}`} className="tab-undo">
      <input type="hidden" name="lineId" value={props.lineId} />
      <input type="hidden" name="currency" value={props.currency} />
      <button type="submit">
        Undo<span className="sr-only"> {props.what}</span>, {minutes(left)}
      </button>
    </ActionForm>
  );
}

function minutes(left: number): string {
  return left < MINUTE_MS ? 'less than a minute' : `${Math.ceil(left / MINUTE_MS)} min`;
}

/** Counted from when the page was drawn: the browser's own clock may be wrong by hours. */
function useTimeLeft(leftMs: number): number {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(() => setPassed(performance.now() - began), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return leftMs - passed;
}

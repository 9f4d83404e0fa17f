'use client';

import { useSyncExternalStore } from 'react';

const subscribeToNothing = () => () => undefined;

/** Prints the receipt. Without JavaScript it could do nothing, so it is not there. */
export function PrintButton() {
  const works = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  if (!works) return null;
  return (
    <button type="button" className="button button-plain" onClick={() => print()}>
      Print
    </button>
  );
}

'use client';

import { useEffect, useState } from 'react';

/** Prints the receipt. Without JavaScript it could do nothing, so it is not there. */
export function PrintButton() {
  const [works, setWorks] = useState(false);
  useEffect(() => setWorks(true), []);
  if (!works) return null;
  return (
    <button type="button" className="button button-plain" onClick={() => print()}>
      Print
    </button>
  );
}

'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;
const GROWTH = 1.3;
const GIVE_UP_MS = 10 * 60_000;

/**
 * Keeps a receipt current while something is still to come: it asks the server for the page again,
 * less and less often, and only while the page is being looked at. Without JavaScript the page says
 * how to look again.
 */
export function ReceiptLive() {
  const router = useRouter();

  useEffect(() => {
    const began = Date.now();
    let wait = FIRST_MS;
    let timer = setTimeout(look, wait);

    function look(): void {
      if (Date.now() - began > GIVE_UP_MS) return;
      if (!document.hidden) router.refresh();
      wait = Math.min(wait * GROWTH, LONGEST_MS);
      timer = setTimeout(look, wait);
    }
    return () => clearTimeout(timer);
  }, [router]);

  return null;
}

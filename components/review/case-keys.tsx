'use client';

import { useEffect } from 'react';
import { isOff, isTyping } from '@/components/admin/search-key';

/**
 * Single keys of a case: a, h, d and n open what they stand for and lead into it, j and k go to the
 * next and the last case of the queue, u goes back to it. None decides anything by itself.
 */
export function CaseKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
      if (event.key === 'Escape') return closeAll();
      if (isTyping(event.target) || !run(event.key)) return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return null;
}

/** Does what a key stands for; answers whether it stands for anything here. */
function run(key: string): boolean {
  if (key === 'j' || key === 'k') return go(key === 'j' ? 1 : -1);
  if (key === 'u') return follow(document.querySelector('.room-head a[href="/admin/payouts"]'));
  const place = /^[ahdn]$/.test(key) ? document.querySelector<HTMLElement>(`[data-key="${key}"]`) : null;
  if (!place) return false;
  const details = place.closest('details') ?? place.querySelector('details');
  if (details) details.open = true;
  place.querySelector<HTMLElement>('textarea, form button[type="submit"]')?.focus();
  return true;
}

/** To a neighbour in the queue; a case that is decided has none, and j leads to the first that waits. */
function go(step: number): boolean {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.review-side a[data-queue]')];
  const at = links.findIndex((link) => link.getAttribute('aria-current') === 'page');
  return follow(at === -1 ? links[0] : links[at + step]);
}

function follow(link: HTMLElement | null | undefined): boolean {
  link?.click();
  return true;
}

function closeAll(): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('.review-acts details[open]')) details.open = false;
}

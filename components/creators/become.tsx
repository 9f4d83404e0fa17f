import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';

/**
 * The page on which somebody opens theirs: what it is, then the form.
 *
 * @param unpaid the country where they seem to live, when nobody there can be paid
 */
export function Become({ unpaid, children }: { unpaid: string | null; children: ReactNode }) {
  return (
    <div className="shell grid grid-cols-1 gap-8 pt-4 sm:pt-10 lg:grid-cols-[minmax(0,1fr)_30rem] lg:items-start lg:gap-16">
      <header className="lg:sticky lg:top-8">
        <h1 className="text-3xl sm:text-5xl">Open your page</h1>
        <p className="mt-3 max-w-md text-lg text-second">
          A few lines, and it is live: people can tip you at once, from a dollar. Everything here can be
          changed later.
        </p>
        <ul className="mt-6 hidden gap-2 text-second lg:grid">
          <li>You see every fee, before and after.</li>
          <li>No monthly price, and nothing to install.</li>
          <li>Close it whenever you like.</li>
        </ul>
      </header>
      <div className="grid gap-5">
        {unpaid && (
          <Notice tone="wait" icon="alert">
            Nobody who lives in {unpaid} can be paid here yet, so no page can be opened there. If you live elsewhere, choose where.
          </Notice>
        )}
        <div className="card p-5 sm:p-7">{children}</div>
      </div>
    </div>
  );
}

import type { ReactNode } from 'react';
import { Penny } from './penny';

/**
 * The frame of every page: skip link, head, the one main part, foot. It shows nothing about the
 * visitor, because the pages inside it are answered from memory to everybody.
 *
 * @param notice a strip above all, for what holds on every page (the sandbox)
 */
export function PageShell(props: { operatorName: string; notice: ReactNode; children: ReactNode }) {
  return (
    <>
      <a href="#main" className="skip text-link">
        Skip to content
      </a>
      {props.notice}
      <header className="shell flex h-16 items-center justify-between gap-4">
        <a href="/" className="-ml-1 flex items-center gap-2 rounded-lg px-1 py-2">
          <Penny className="h-6 w-7.5" />
          <span className="sum text-[1.375rem] leading-none">Tuppence</span>
        </a>
        <nav aria-label="Main" className="-mr-2 flex text-[0.9375rem]">
          <a href="/explore" className="quiet-link rounded-lg p-2">
            Explore
          </a>
          <a href="/fees" className="quiet-link rounded-lg p-2 whitespace-nowrap">
            <span className="max-[23rem]:hidden">How fees work</span>
            <span className="min-[23rem]:hidden">Fees</span>
          </a>
        </nav>
      </header>
      <main id="main" tabIndex={-1} className="flex-1">
        {props.children}
      </main>
      <footer className="shell mt-20 pb-10 text-[0.9375rem] text-second">
        <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2 border-t border-dashed border-edge/50 pt-6">
          <p>Small change, real income. This site is run by {props.operatorName}.</p>
          <nav aria-label="Foot" className="flex gap-5">
            <a href="/explore" className="quiet-link py-1">
              Explore
            </a>
            <a href="/fees" className="quiet-link py-1">
              How fees work
            </a>
          </nav>
        </div>
      </footer>
    </>
  );
}

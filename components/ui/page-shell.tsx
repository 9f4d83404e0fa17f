import type { ReactNode } from 'react';

/**
 * The frame of every page: skip link, head, the one main part, foot. It shows nothing about the
 * visitor, because the pages inside it are answered from memory to everybody. Its look stands in
 * app/styles under these names: every element and class here is written into every page, twice.
 *
 * @param notice a strip above all, for what holds on every page (the sandbox)
 */
export function PageShell(props: { operatorName: string; notice: ReactNode; children: ReactNode }) {
  return (
    <>
      <a href="#main" className="skip">
        Skip to content
      </a>
      {props.notice}
      <header className="site-head shell">
        <a href="/">
          <img src="/art/tuppence-penny.svg" alt="" width={30} height={24} />
          Tuppence
        </a>
        <nav aria-label="Main">
          <a href="/explore">Explore</a>
          <a href="/fees">
            <span>How </span>fees<span> work</span>
          </a>
          <a href="/sign-in">Sign in</a>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        {props.children}
      </main>
      <footer className="site-foot shell">
        <p>Small change, real income. This site is run by {props.operatorName}.</p>
        <nav aria-label="Foot">
          <a href="/explore">Explore</a>
          <a href="/fees">How fees work</a>
          <a href="/sign-in">Sign in</a>
          <a href="/terms">Terms</a>
          <a href="/privacy">Privacy</a>
          <a href="/imprint">Imprint</a>
        </nav>
      </footer>
    </>
  );
}

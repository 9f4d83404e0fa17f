import type { ReactNode } from 'react';

/**
 * The frame of every page: skip link, head, the one main part, foot. Of the visitor it shows only
 * the way to their tab, to who is signed in: such a request is never answered from memory (lib/http).
 * Its look stands in app/styles under these names: every element and class here is written into
 * every page, twice.
 *
 * @param notice a strip above all, for what holds on every page (the sandbox)
 */
export function PageShell(props: { operatorName: string; notice: ReactNode; isSignedIn: boolean; children: ReactNode }) {
  const door = props.isSignedIn ? (
    <a href="/account/tab">
      <span>Your </span>tab
    </a>
  ) : (
    <a href="/sign-in">Sign in</a>
  );
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
          {door}
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
          {door}
          <a href="/terms">Terms</a>
          <a href="/privacy">Privacy</a>
          <a href="/imprint">Imprint</a>
        </nav>
      </footer>
    </>
  );
}

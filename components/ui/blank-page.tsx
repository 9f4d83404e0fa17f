import type { ReactNode } from 'react';

/**
 * A page that has one thing to say: not found, failed, not yours. The receipt comes out blank. Next
 * writes some of these into every page it sends, so they are as few elements as can be.
 */
export function BlankPage(props: { title: string; sentence: string; children: ReactNode }) {
  return (
    <div className="blank receipt-lift">
      <div className="receipt receipt-open">
        <h1>{props.title}</h1>
        <p>{props.sentence}</p>
        {props.children}
      </div>
    </div>
  );
}

/** The way on from a page that has nothing to show. */
export function ExploreLink() {
  return (
    <a href="/explore" className="button button-plain">
      Explore creators
    </a>
  );
}
